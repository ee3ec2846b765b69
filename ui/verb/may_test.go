package verb

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"duebook/internal/ar/office"
	"duebook/internal/desk"
	screens "duebook/ui/uitest/office"
)

// reads are the actions that post nothing: they open, show, mark, sort, write a file, or
// change what is typed before it is posted.
var reads = strings.Fields(`account.next aging.export aging.figures aging.filter aging.group aging.open aging.sort
amount.edit asof.choose bill.mark card.open card.other cash.export cash.open cheque.mark cheques.currency
cheques.export cheques.filter cheques.find cleaning.export cleaning.filter cleaning.mark cleaning.open copies.open
copy.export copy.filter copy.person credit.export credit.filter credit.open credit.sort customer.filter
customer.find customer.sort due.export due.filter due.mark due.period due.sort expiry.explain expiry.export
expiry.filter expiry.open explain export exposure.explain figure.explain filter find import.answer import.change
import.find import.open import.read import.up interest.all interest.open interest.why item.explain item.open
items.export letter.explain letter.preview letter.write letters.mark letters.overdue list.hidden list.mark list.mine
list.take match.take message.write mode.next next over.keep paid.add paid.all paid.amount paid.full previous
promises.export promises.filter promises.show promises.sort provision.filter provision.matrix provision.open round.clear
receipt.batch receipt.filter receipt.find receipt.open receipt.sort reminders.open round.sheet short.reason slip.print
sort statement.filter statement.open terminal.bidi targets.filter theme.other letters.write run.explain
unconfirmed.filter confirmations.filter letters.sort figure.choose figure.filter figure.sort figure.targets
day.before day.after day.print day.open_mine day.review`)

// Every action of a screen posts a command whose roles are known, or is known to read.
func TestEveryActionHasItsCommand(t *testing.T) {
	id := regexp.MustCompile(`(?:\bID: +|\bact\()"([a-z_.]+)"`)
	found := 0
	for _, dir := range []string{"../screen/*/*.go", "../../cmd/duebook/*.go"} {
		files, err := filepath.Glob(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			src, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range id.FindAllStringSubmatch(string(src), -1) {
				found++
				if posts[m[1]] == nil && !desk.IsCommand(m[1]) && !slices.Contains(reads, m[1]) &&
					!strings.HasSuffix(m[1], ".open") && !strings.HasSuffix(m[1], ".export") {
					t.Errorf("%s: the action %s: say in ui/verb/may.go which command it posts, or in this test that "+
						"it reads", f, m[1])
				}
			}
		}
	}
	if found < 200 {
		t.Errorf("only %d actions found", found)
	}
	for a, kinds := range posts {
		for _, k := range kinds {
			if !desk.IsCommand(k) {
				t.Errorf("%s posts %s, which is no command", a, k)
			}
		}
	}
}

// What a role may not do is said at the action, as the book would refuse it.
func TestForbiddenActionsSayWhy(t *testing.T) {
	o := screens.Sample(t)
	if why := May(o.Desk, "limit.set"); why != "" {
		t.Error(why)
	}
	o.Must(&office.Set{User: "mona", Roles: "admin, officer"})
	for id, may := range map[string]bool{"limit.set": false, "receipt.record": true, "edit": true, "credit.open": true,
		"writeoff.decide": false, "letterhead.edit": true, "undo": true} {
		why := May(o.Desk, id)
		if (why == "") != may || !may && !strings.Contains(why, "only a supervisor may") {
			t.Errorf("%s: %q", id, why)
		}
	}
}
