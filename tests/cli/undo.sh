#!/bin/sh
# `sijil batches`, `sijil undo`: an import taken back as one, and what it leaves.
. "$(dirname "$0")/tap.sh"

new_city city <<'EOF'
sijil: 1
city: {name: Town}
sites:
  - {id: centre, name: Centre}
  - {id: kiosk, name: Kiosk}
programs:
  - {id: school, plugin: second_chance_schools}
  - {id: spaces, plugin: community_spaces}
imports:
  counts:
    program: spaces
    kind: visit_count
    columns: {Lieu: site}
    key: [site, on]
  lines:
    program: spaces
    kind: budget_line
    columns: {on: on}
    key: [label]
EOF
cd "$work" || exit 99

latest_batch()
{
	"$sijil" batches --format csv | tail -n 1 | cut -d, -f1
}

# field NAME: of the JSON of the last run.
field()
{
	sed -n "s/^ *\"$1\": *\([^,]*\),*\$/\1/p" "$work/out" | head -n 1
}

run batches
ok 'no batches' said 0
cat >loans.csv <<'EOF'
site,on,loans
kiosk,2024-03-01,10
kiosk,2024-03-01,10
centre,2024-03-01,20
centre,2024-03-02,30
EOF
run import spaces loan_count loans.csv
run amend 3 loans=21 --why 'counted again'
run void 4 --why 'of another library'
run batches
ok 'batches are listed' said 0 'import' 'amend' 'void' 'loans.csv' 'standing'
run batches --format csv
ok '... as CSV, with the hash of the file' said 0 \
	'batch,recorded_at,recorded_by,command,source,source_hash,entries,lines,added,unchanged,superseded,rejected,passed_over,warned,state' \
	"loans.csv,$(b2sum -l 256 loans.csv 2>/dev/null | cut -d ' ' -f 1)" ',4,4,4,0,0,0,0,'
run batches --format json
ok '... as JSON' said 0 '"command": "import"' '"source": "loans.csv"' '"lines": 4' '"state": "standing"'
run batches 1
ok 'one batch, with its entries' said 0 'batch 1: import' 'by tester' '4 lines: 4 added' '1 voided, 1 corrected since'
run batches 1 --format csv
ok '... as CSV' said 0 '1,current,,spaces,loan_count,2024-03-01,,kiosk,,loans 10' '3,replaced,5,'
run batches 1 --format json
ok '... as JSON' said 0 '"entry": "3"' '"replaced_by": "5"' '"fields": {"loans":10}'
run batches 9
ok 'a batch that is not there' said 66 'there is no batch 9'
run batches x
ok 'no number' said 64 "'x' is not a batch number"

# --- undo ---

before=$(fingerprint)
run undo 1
ok 'a reason is asked for' said 64 '--why'
run undo 1 --why 'x'
ok '... and a good one' said 65 'reason of at least 3 characters'
run undo 1 --why 'the wrong year' --dry-run
ok 'a dry run tells' said 0 '2 reversed, 1 kept, 0 failed; 1 had been taken back before' 'kept #3: corrected since by #5' 'dry run'
ok '... and writes nothing' test "$(fingerprint)" = "$before"
run undo 1 --why 'the wrong year'
ok 'an import is undone: reversed, kept, failed' said 0 '2 reversed, 1 kept, 0 failed; 1 had been taken back before' \
	'kept #3: corrected since by #5'
run list spaces --format csv
ok '... what was corrected since stays' test "$(grep -c current "$work/out")" = 1
ok '... as corrected' said 0 '""loans"":21'
run show 7
ok '... and each entry says why' said 0 'the wrong year'
run batches --format json
ok '... the batch says so' said 0 '"undone": 2' '"state": "partly undone"' '"command": "undo"'
run undo 1 --why 'once more'
ok 'undone once' said 65 'nothing of this batch stands any more'
run undo 4 --why 'back again'
ok 'an undo is not undone: the file is imported again' said 65 'batch 4 is an undo itself' 'import the file again'
run undo 2 --why 'no import'
ok 'only imports are undone' said 65 "batch 2 is no import" 'sijil void'
run undo 99 --why 'nothing'
ok 'a batch that is not there' said 66 'there is no batch 99'

# --- again ---

run import spaces loan_count loans.csv
ok 'the file again adds what was undone, not what was corrected or voided' said 0 '4 lines: 2 added, 2 unchanged, 0 rejected'
run import spaces loan_count loans.csv
ok '... once' said 0 '4 lines: 0 added, 4 unchanged, 0 rejected'
run undo 5 --why 'not yet' --format json
ok 'undone as JSON' said 0 '"reversed": 2' '"voided": 2' '"restored": 0' '"failed": 0' '"batch": 6' '"kept": []'
run import spaces loan_count loans.csv
ok '... and in again' said 0 '4 lines: 2 added, 2 unchanged, 0 rejected'

# --- what an import superseded ---

printf '%s\n' 'Lieu,on,until,visits,count_type' 'kiosk,2024-03-01,2024-03-31,100,automatic' >v1.csv
printf '%s\n' 'Lieu,on,until,visits,count_type' 'kiosk,2024-03-01,2024-03-31,200,automatic' \
	'centre,2024-03-01,2024-03-31,5,automatic' >v2.csv
run import spaces visit_count v1.csv --map counts
run import spaces visit_count v2.csv --map counts --format json
batch=$(field batch)
run undo "$batch" --why 'older is right'
ok 'what was superseded gets its former content' said 0 '2 reversed, 0 kept, 0 failed (1 voided, 1 given their former content)'
run list spaces visit_count --format csv
ok '... and what was added is gone' test "$(grep -c current "$work/out")" = 1
ok '... the former content stands' said 0 'kiosk,,100,automatic'
run import spaces visit_count v1.csv --map counts
ok '... the older file says what stands' said 0 '1 line: 0 added, 1 unchanged'
run import spaces visit_count v2.csv --map counts
ok '... and the newer one comes in as before' said 0 '2 lines: 1 added, 1 superseded, 0 unchanged, 0 rejected'
run amend "$("$sijil" list spaces visit_count --format csv | sed -n 's/^\([0-9]*\),current.*centre.*/\1/p')" visits=6 --why 'typing error'
run import spaces visit_count v2.csv --map counts --format json
ok '... what was corrected since is unchanged' said 0 '"unchanged": 2'

# --- what leaned on it ---

printf '%s\n' 'on,site,person,sex,birth_year,track,cohort' '2024-02-01,centre,P1,F,2008,mixed,A' >enrolments.csv
run import school enrolment enrolments.csv --format json
batch=$(field batch)
run log school attendance --on 2024-02-03 --site centre --person P1 cohort=A planned_minutes=90 minutes=90 status=present
ok 'an attendance' said 0
run undo "$batch" --why 'not our learner' --dry-run
ok 'a dry run tells what would not fit any more' said 0 '1 reversed' 'would not fit any more' 'SC-E01'
run undo "$batch" --why 'not our learner'
ok '... as does the undo' said 0 '1 reversed' 'these entries do not fit any more' 'SC-E01'

# --- frozen reports ---

printf '%s\n' 'site,on,loans' 'kiosk,2024-06-03,7' >june.csv
run import spaces loan_count june.csv --format json
batch=$(field batch)
run freeze spaces --period 2024-06
ok 'a report is frozen' said 0
before=$(fingerprint)
run undo "$batch" --why 'wrong month'
ok 'an entry of a frozen report fails' said 65 '0 reversed, 0 kept, 1 failed' 'CORE-E13' '--late'
ok '... and nothing was written' test "$(fingerprint)" = "$before"
run undo "$batch" --why 'wrong month' --late 'the governor was told'
ok '... unless there is a reason' said 0 '1 reversed, 0 kept, 0 failed'
run verify
ok 'the register is sound' said 0 'everything is as it was written'
# What goes back into a frozen period, is watched where it goes.
printf 'on,phase,amount,label\n2023-01-10,spent,100,rent\n' >january.csv
printf 'on,phase,amount,label\n2023-02-10,spent,100,rent\n' >february.csv
run import spaces january.csv --map lines
run import spaces february.csv --map lines
ok 'a line moves to another month' said 0 '1 superseded'
moved=$(latest_batch)
run freeze spaces --period 2023-01
ok '... and the month that it left is frozen' said 0
run undo "$moved" --why 'the wrong month'
ok 'undo does not put it back there unasked' said 65 'CORE-E13' '0 reversed, 0 kept, 1 failed'
run undo "$moved" --why 'the wrong month' --late 'agreed with the committee'
ok '... but with a reason' said 0 '1 given their former content'

done_testing
