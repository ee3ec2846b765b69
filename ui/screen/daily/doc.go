// Package daily is the daily report of one officer: it fills while the day lasts, takes
// remarks, is submitted, and is accepted or sent back. Under each figure stand the
// entries it is made of, and from each of them one key leads to the customer. The
// package must never count anything itself, nor show another figure than was submitted.
//
//	▸ figures  customers 12  call next 10
//	 Huda Salem · Sun 2025-06-15 · draft
//	   Figure                    No.       Amount  Remarks
//	▸  Collected                   3     4,250.00  bank was closed
//	     Cash                      2     1,250.00
//	─ Collected ───────────────────────────────────────────────────
//	   Al Noor Trading    cash R-1042                   1,000.00
package daily
