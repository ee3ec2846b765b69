package accept

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"duebook/internal/ar/bill"
	"duebook/internal/book"
	"duebook/internal/desk"
)

// killed is a book under a program that is killed again and again.
type killed struct {
	t     *testing.T
	bin   string
	book  string
	lines []string // what was ever sent, in order; its place is in its key
	acked []uint64 // the entry that answered each line, as far as one did
}

// TestKill kills the program at random moments while it posts JSON lines,
// compacts, rebuilds or backs up. After each kill the book must verify deeply;
// in the end every line that was answered is there once, under its entry, and
// every other at most once. DUEBOOK_KILL says how many times (make test: 6).
func TestKill(t *testing.T) {
	cycles := 6
	if n, err := strconv.Atoi(os.Getenv("DUEBOOK_KILL")); err == nil {
		cycles = n
	}
	k := &killed{t: t, bin: program(t), book: filepath.Join(t.TempDir(), "kill.db")}
	k.must("init", "--company", "Kill", "--currency", "SAR")
	how := map[string]int{}
	for n := range cycles {
		if n%4 == 3 {
			verb := [][]string{{"compact"}, {"rebuild"}, {"backup", fmt.Sprint(k.book, ".backup", n)}}[n/4%3]
			how[verb[0]] += k.kill(k.command(verb...), time.Duration(rand.IntN(40_000))*time.Microsecond)
		} else {
			how["do"] += k.stream(time.Duration(15_000+rand.IntN(250_000)) * time.Microsecond)
		}
		if out, err := k.command("verify", "--deep").CombinedOutput(); err != nil || len(out) > 0 {
			t.Fatalf("after kill %d: %v\n%s", n+1, err, out)
		}
	}
	t.Logf("%d cycles, killed in the middle %v, %d lines sent, %d answered before a kill", cycles, how, len(k.lines),
		len(k.acked))
	k.sendAgain()
	k.countBills()
}

// program is the binary DUEBOOK names, or one built for the test.
func program(t *testing.T) string {
	if bin := os.Getenv("DUEBOOK"); bin != "" {
		return bin
	}
	bin := filepath.Join(t.TempDir(), "duebook.exe")
	c := exec.Command("go", "build", "-o", bin, "./cmd/duebook")
	c.Dir = filepath.Join("..", "..")
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

func (k *killed) command(args ...string) *exec.Cmd {
	return exec.Command(k.bin, append([]string{"--book", k.book}, args...)...)
}

func (k *killed) must(args ...string) {
	k.t.Helper()
	if out, err := k.command(args...).CombinedOutput(); err != nil {
		k.t.Fatalf("%v: %v\n%s", args, err, out)
	}
}

// kill runs a command and kills it after a while; 1 when it was still running.
func (k *killed) kill(c *exec.Cmd, after time.Duration) int {
	k.t.Helper()
	if err := c.Start(); err != nil {
		k.t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = c.Process.Kill() })
	err := c.Wait()
	timer.Stop()
	if err != nil && c.ProcessState.Exited() {
		k.t.Fatalf("%v failed by itself: %v", c.Args, err)
	}
	if err != nil {
		return 1
	}
	return 0
}

// stream sends lines to `do -` from the first that was not answered, until the
// program is killed, and notes the answers.
func (k *killed) stream(after time.Duration) int {
	c := k.command("do", "-")
	in, err := c.StdinPipe()
	if err != nil {
		k.t.Fatal(err)
	}
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, os.Stderr
	from := len(k.acked)
	stop, sent := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(sent)
		w := bufio.NewWriter(in)
		for n := from; ; n++ {
			if n == len(k.lines) {
				k.lines = append(k.lines, newLine(n))
			}
			_, err := io.WriteString(w, k.lines[n]+"\n")
			if n%16 == 0 {
				err = w.Flush()
			}
			select {
			case <-stop:
				return
			default:
				if err != nil {
					return
				}
			}
		}
	}()
	hit := k.kill(c, after)
	close(stop)
	_ = in.Close()
	<-sent
	k.answers(out.Bytes(), from)
	return hit
}

// answers reads what `do -` printed; its last line may be torn.
func (k *killed) answers(out []byte, from int) (replayed int) {
	for line := range bytes.Lines(out) {
		var a struct {
			Seq      uint64
			Replayed bool
		}
		if err := json.Unmarshal(line, &a); err != nil || !bytes.HasSuffix(line, []byte("\n")) {
			break
		}
		if a.Replayed {
			replayed++
		}
		if from < len(k.acked) && k.acked[from] != a.Seq {
			k.t.Fatalf("line %d was entry %d and is now entry %d", from+1, k.acked[from], a.Seq)
		}
		if from++; from > len(k.acked) {
			k.acked = append(k.acked, a.Seq)
		}
	}
	return replayed
}

// newLine is the n-th thing to post: customers, their bills, contacts and
// receipts over the oldest of the bills.
func newLine(n int) string {
	customer := n / 10 % 40
	kind, data := "", ""
	switch {
	case n < 400 && n%10 == 0:
		kind, data = "customer.open", fmt.Sprintf(`{"code":"C%d","name":"Customer %d"}`, customer, customer)
	case n%5 == 4:
		kind, data = "receipt.record", fmt.Sprintf(`{"customer":"C%d","kind":"transfer","amount":"%d.50"}`,
			customer, n%90+1)
	default:
		kind, data = "bill.issue", fmt.Sprintf(`{"customer":"C%d","number":"B%d","amount":"%d.25"}`, customer, n,
			n%500+1)
	}
	return fmt.Sprintf(`{"kind":%q,"key":"line %d","data":%s}`, kind, n, data)
}

// sendAgain sends every line once more: those that were answered must be answered
// as before, the others are stored now or were already.
func (k *killed) sendAgain() {
	known := len(k.acked)
	c := k.command("do", "-")
	c.Stdin = strings.NewReader(strings.Join(k.lines, "\n") + "\n")
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		k.t.Fatal(err)
	}
	if replayed := k.answers(out, 0); replayed < known || len(k.acked) != len(k.lines) {
		k.t.Fatalf("%d of %d answered lines were there, %d of %d lines answered now", replayed, known, len(k.acked),
			len(k.lines))
	}
	seen := map[uint64]int{}
	for i, seq := range k.acked {
		if before, twice := seen[seq]; twice {
			k.t.Fatalf("lines %d and %d are both entry %d", before+1, i+1, seq)
		}
		seen[seq] = i
	}
}

// countBills proves that each bill sent is in the book once.
func (k *killed) countBills() {
	k.must("verify", "--deep")
	b, err := book.Open(k.book, desk.Schema(), book.Options{ReadOnly: true})
	if err != nil {
		k.t.Fatal(err)
	}
	defer b.Close()
	want, got := 0, 0
	for _, l := range k.lines {
		want += strings.Count(l, `"bill.issue"`)
	}
	err = b.View(func(v *book.View) error {
		bill.Numbers(v, func([]byte, uint32, uint32) bool { got++; return true })
		if seq, _ := v.Head(); seq != uint64(len(k.lines)+1) {
			return fmt.Errorf("the journal has %d entries for %d lines and the company", seq, len(k.lines))
		}
		return nil
	})
	if err != nil || got != want {
		k.t.Fatalf("%d bills, want %d: %v", got, want, err)
	}
	findings, err := b.Verify(context.Background(), book.Deep)
	if err != nil || len(findings) > 0 {
		k.t.Fatal(findings, err)
	}
}
