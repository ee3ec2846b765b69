// Package ar is the business, one package a subject. Each subject has its types,
// facts, commands, rules and tables; only it knows its rows. A subject refers to
// another by id, never by pointer, and may use those before it in this order:
//
//	company    the company and its settings
//	directory  names of branches, people, groups, routes, risk classes
//	customer   the card, its people, and the dated profile
//	account    a customer's account in one currency
//	document   licences, guarantees, agreements: papers that end on a day
//	openitem   what is open: due parts and receipts with something left
//	bill       bills and their due parts
//	receipt    receipts and their applications
//	provision  loss rates, and provisions for one customer
//	dispute    disputes and holds
//	followup   planned next actions
//	cheque     post-dated cheques
//	obligation promissory notes, agreements
//	promise    promises to pay
//	contact    what was said
//	referral   questions to the supervisor
//	request    what customers ask for, and who answers it
//	round      bills given out to be collected on the road
//	writeoff   requests to write off, and their approval
//	settle     a receipt posted with what is said about the parts it leaves short
//	cashbox    cash handed over, banked and counted; receipt books
//	proof      signed delivery copies
//	reminder   reminder letters and their levels
//	interest   terms, accrual and notes of interest
//	credit     limits, exposure, special agreements
//	target     what is to be collected in a month
//	dayreport  an officer's daily reports: remarks, submissions, decisions
//	proposal   what a supervisor is asked to approve before it is done
//	intake     what comes in from files
//
// None of them knows files, screens or who is allowed to do what.
package ar
