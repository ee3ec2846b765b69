// Package provision is the screen of what is provided for loss: by aging bucket,
// customer and branch, how it moved since another day, the loss rates and the decisions
// on single customers behind it.
//
//	1,627,556.30 SAR provided of 33,265,166.52, 4.9 %
//	[buckets]   customers 400   branches 12   rates 1   single customers 2
//	   Bucket            Balance   Rate      Provision    Share
//	▸  31-60        3,060,607.71   5%       153,030.45     5.0%
//	   Total       33,265,166.52          1,627,556.30     4.9%
//
// Every figure is explained by the lines it is the sum of. The package must never reckon
// a provision: the report does.
package provision
