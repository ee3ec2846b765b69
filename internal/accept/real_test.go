package accept

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// real runs the program on a book of its own for one public data file.
type real struct {
	t    *testing.T
	book string
	file string
}

func openReal(t *testing.T, name string) *real {
	data, bin := os.Getenv("DUEBOOK_DATA"), os.Getenv("DUEBOOK")
	if data == "" || bin == "" {
		t.Skip("make real DATA=DIR says where the program and the public data files are")
	}
	r := &real{t: t, book: filepath.Join(t.TempDir(), "real.db"), file: filepath.Join(data, name)}
	r.run("init", "--company", "Real", "--currency", "USD")
	return r
}

func (r *real) run(args ...string) string {
	r.t.Helper()
	var said strings.Builder // notes go there, beside the figures
	c := exec.Command(os.Getenv("DUEBOOK"), append([]string{"--book", r.book}, args...)...)
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		r.t.Fatalf("duebook %s: %v\n%s%s", strings.Join(args, " "), err, out, said.String())
	}
	return string(out)
}

// importTwice imports the file and proves that the second time changes nothing.
func (r *real) importTwice(flags ...string) {
	r.t.Helper()
	r.run(append([]string{"import", r.file}, flags...)...)
	if out := r.run(append([]string{"import", r.file}, flags...)...); !strings.Contains(out, "Nothing changed.") {
		r.t.Errorf("the second import:\n%s", out)
	}
	if out := r.run("verify", "--deep"); out != "" {
		r.t.Errorf("verify:\n%s", out)
	}
}

// bucket is a count and an amount of the aging.
type bucket struct {
	bills  int
	amount string
}

// aged compares the aging of a day with figures computed elsewhere: current, then
// bucket by bucket; what is not given must be none.
func (r *real) aged(day string, want ...bucket) {
	r.t.Helper()
	var got struct {
		Total struct {
			Bills   int
			Current string
			Buckets []string
			Counts  []int
		}
	}
	if err := json.Unmarshal([]byte(r.run("--as-of", day, "report", "aging", "--format", "json")), &got); err != nil {
		r.t.Fatal(err)
	}
	amounts := append([]string{got.Total.Current}, got.Total.Buckets...)
	for i, a := range amounts {
		w := bucket{0, "0.00"}
		if i < len(want) {
			w = want[i]
		}
		if a != w.amount || got.Total.Counts[i] != w.bills {
			r.t.Errorf("%s bucket %d: %d bills of %s, want %d of %s", day, i, got.Total.Counts[i], a, w.bills, w.amount)
		}
	}
}

func TestRealSettledInvoices(t *testing.T) {
	r := openReal(t, "invoices_settled.csv")
	r.importTwice()
	r.aged("2012-06-30", bucket{83, "4594.36"}, bucket{15, "909.73"})
	r.aged("2013-02-28", bucket{79, "4821.27"}, bucket{9, "644.01"})
	r.aged("2013-12-31", bucket{3, "206.25"}, bucket{10, "555.65"})
}

func TestRealOpenItems(t *testing.T) {
	r := openReal(t, "open_items.csv")
	r.importTwice("--round")
	r.aged("2020-04-30", bucket{2007, "62014969.69"}, bucket{4382, "147162620.20"}, bucket{2225, "70436393.64"},
		bucket{9, "108559.60"})
}
