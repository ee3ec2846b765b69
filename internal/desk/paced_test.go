package desk

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// TestPacedTellsFirstAndLast: a single posting is told at once, a burst as its
// first and its newest, and no warning is lost.
func TestPacedTellsFirstAndLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var seqs []uint64
		var warnings []string
		tell := Paced(Beat, func(c Changed) {
			seqs, warnings = append(seqs, c.Seq), append(warnings, c.Warnings...)
		})
		for i := range uint64(100) {
			c := Changed{Seq: i + 1}
			if i%40 == 5 {
				c.Warnings = []string{"odd"}
			}
			tell(c)
			time.Sleep(11 * time.Millisecond) // never at the end of a beat
		}
		time.Sleep(time.Second)
		tell(Changed{Seq: 101})
		synctest.Wait()
		if want := []uint64{1, 23, 46, 69, 91, 100, 101}; !slices.Equal(seqs, want) || len(warnings) != 3 {
			t.Errorf("told %v and %d warnings, not %v and 3", seqs, len(warnings), want)
		}
		time.Sleep(time.Second)
	})
}
