# corrections.sh: amendments and voids of the story, a few of every kind of entry: fix PROGRAM KIND NTH CONDITION ARGUMENTS,
# take_back PROGRAM KIND NTH CONDITION; j is the entry's fields, date its day.
in_2023="date BETWEEN '2023-09-01' AND '2024-08-31'"

# Attendance, and the sessions that it takes its length from.
fix e2c attendance 40 "$in_2023 AND j->>'status' = 'present'" status=absent minutes=
fix e2c attendance 30 "$in_2023 AND j->>'status' = 'absent' AND j->>'session' IS NOT NULL" status=late minutes=35
fix e2c attendance 7 "$in_2023 AND j->>'status' = 'absent' AND j->>'cohort' IS NOT NULL" status=excused
fix e2c attendance 1 "$in_2023 AND j->>'status' = 'late' AND j->>'minutes' IS NULL" minutes=25
take_back e2c attendance 90 "$in_2023"
take_back e2c attendance 160 "$in_2023"
fix e2c session 10 "$in_2023" planned_minutes=180
fix e2c session 25 "$in_2023" planned_minutes=200 subject=sport
fix e2c session 60 "$in_2023" subject=
# A session that never was: who was there for no given time was there for a time that nobody knows.
take_back e2c session 33 "$in_2023"
take_back literacy session 20 "$in_2023"
fix e2c session 50 "$in_2023" planned_minutes=30
# Another place, another day, another person.
fix e2c attendance 110 "$in_2023" --site site4
fix e2c session 70 "$in_2023" --site site5
fix e2c enrolment 12 "$in_2023 AND date > '2023-09-08'" --on 2023-09-04
fix e2c outcome 2 "$in_2023 AND person LIKE 'S%'" --person K-000
fix spaces support_session 50 "$in_2023" --person S-001
fix spaces loan_count 3 "$in_2023 AND site = 'site2'" --site site4
fix literacy session 12 "$in_2023" planned_minutes=240
fix literacy attendance 30 "$in_2023 AND j->>'status' = 'present'" status=excused minutes=
fix literacy attendance 50 "$in_2023 AND j->>'status' = 'absent'" status=present minutes=
take_back literacy attendance 70 "$in_2023"
fix literacy headcount 4 "$in_2023" present=1
fix literacy headcount 1 "$in_2023 AND j->>'planned_minutes' IS NULL" planned_minutes=75
take_back literacy headcount 20 "$in_2023"

# Enrolments and how they end: other sex, other year of birth, other reason; an exit that never was, a spell that lapses.
fix e2c enrolment 5 "$in_2023" sex=F birth_year=2006
fix e2c enrolment 9 "$in_2023" track=mixed disability=wg_positive cohort=e2023-1
fix e2c exit 1 "$in_2023 AND j->>'reason' <> 'moved'" reason=moved
fix e2c exit 0 "$in_2023 AND j->>'reason' = 'moved'" reason=expelled
fix e2c exit 3 "$in_2023" trial=true
take_back e2c exit 0 "date > '2024-01-01' AND person NOT IN (SELECT person FROM progress_log WHERE kind = 'enrolment'
	AND date > '2024-01-01')"
fix e2c completion 2 "$in_2023" award=none
fix e2c completion 4 "$in_2023" --on 2024-06-27
take_back e2c completion 7 "$in_2023"
fix literacy enrolment 3 "$in_2023" area=rural provider=company
fix literacy enrolment 6 "$in_2023" birth_year=1950
fix literacy level_completion 2 "$in_2023 AND j->>'result' = 'pass'" result=fail
fix literacy level_completion 1 "date < '2023-09-01' AND j->>'result' <> 'pass'" result=pass
fix literacy exit 1 "$in_2023" reason=class_closed
take_back literacy level_completion 9 "$in_2023"

# Levels, outcomes, follow-ups.
fix e2c assessment 30 "$in_2023 AND j->>'type' = 'exit'" level=5
fix e2c assessment 12 "$in_2023 AND j->>'type' = 'exit'" level=0
take_back e2c assessment 20 "$in_2023 AND j->>'type' = 'exit'"
fix literacy assessment 8 "$in_2023 AND j->>'type' = 'exit' AND j->>'domain' = 'reading'" level=4
fix literacy assessment 8 "$in_2023 AND j->>'type' = 'exit' AND j->>'domain' = 'writing'" level=4
take_back literacy assessment 9 "$in_2023 AND j->>'type' = 'progress'"
fix e2c outcome 3 "date >= '2023-09-01'" destination=formal_school contract_months=
fix e2c outcome 8 "date >= '2023-09-01'" destination=employment contract_months=9
take_back e2c outcome 12 "date >= '2023-09-01'"
fix e2c follow_up 4 "date >= '2023-09-01'" still_in_destination=no
take_back e2c follow_up 9 "date >= '2023-09-01'"
fix literacy follow_up 2 "$in_2023 AND j->>'months' = 6" joined_cooperative=true
fix literacy follow_up 4 "$in_2023 AND j->>'months' = 6" joined_cooperative= started_income_activity= enrolled_further=

# Money and estimates.
fix literacy budget_line 1 "$in_2023 AND j->>'phase' = 'spent'" amount=31000.75
fix e2c budget_line 1 "$in_2023 AND j->>'phase' = 'spent'" currency=EUR
fix spaces budget_line 1 "$in_2023 AND j->>'phase' = 'planned'" --until 2024-09-30
take_back literacy budget_line 2 "$in_2023 AND j->>'phase' = 'spent'"
fix literacy population_estimate 0 "j->>'source' = 'second count'" value=12000
take_back spaces population_estimate 0 "j->>'source' = 'census'"

# Counts, events, children.
fix spaces visit_count 20 "$in_2023 AND site = 'site0'" visits=7
fix spaces visit_count 4 "$in_2023 AND site = 'site2'" --until 2024-01-15
fix spaces visit_count 7 "$in_2023 AND site = 'site2'" count_type=sample
take_back spaces visit_count 11 "$in_2023 AND site = 'site1'"
fix spaces event 15 "$in_2023 AND j->>'attendees' > 0 AND j->>'female' IS NULL" attendees=0
fix spaces event 3 "$in_2023 AND j->>'female' IS NOT NULL" attendees=9 female=4 male=3 sex_unknown=2
fix spaces loan_count 9 "$in_2023" format=toy audience=
fix spaces computer_use 9 "$in_2023" hours=12.5 access=pc
fix spaces membership 3 "$in_2023" active_members=
take_back spaces membership 6 "$in_2023"
fix spaces seat_count 9 "$in_2023" occupied=3
fix spaces visit 9 "$in_2023" sex=M age_band=13-17
fix spaces support_session 9 "$in_2023" minutes=240 support=aac
take_back spaces support_session 30 "$in_2023"
fix spaces goal 9 "$in_2023" criterion=60 consecutive=1
fix spaces goal_progress 20 "$in_2023" successes=10 prompt_level=0
take_back spaces goal_progress 40 "$in_2023"
fix spaces mainstream_integration 3 "$in_2023" still_there=no
fix spaces closure 1 "$in_2023" reason=other

# Corrected twice, and twice and back, and corrected and then taken back.
fix e2c attendance 200 "$in_2023 AND j->>'status' = 'present' AND j->>'minutes' IS NULL" minutes=20
right "$new" minutes=40
fix spaces visit_count 30 "$in_2023 AND site = 'site0'" visits=1000000
right "$new" visits=77
fix e2c outcome 5 "date >= '2023-09-01' AND j->>'destination' = 'none'" destination=self_employment
right "$new" destination=none
fix e2c session 40 "$in_2023 AND j->>'planned_minutes' = 90" planned_minutes=120
right "$new" planned_minutes=90
fix spaces loan_count 20 "$in_2023" loans=999
run void "$new" --why "counted in another line"
ok "voids a correction" said 0
