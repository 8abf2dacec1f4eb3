/* folder: a temporary folder, gone when it was used. */
#ifndef CLI_FOLDER_H
#define CLI_FOLDER_H

/* Remove it with all that is in it. */
void folder_remove(const char *path);

#endif
