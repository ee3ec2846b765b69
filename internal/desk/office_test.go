package desk_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"duebook/internal/ar/company"
	"duebook/internal/ar/office"
	"duebook/internal/book"
	"duebook/internal/desk"
)

// staff is a book with one person of each role, and a desk for each.
func staff(t *testing.T) (path string, as func(who string) *desk.Desk) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "staff.db")
	clock := func() time.Time { return time.Date(2025, 6, 15, 10, 0, 0, 0, time.UTC) }
	if err := desk.Create(path, "Office Trading Co.", "SAR", desk.Options{Who: "admin", Clock: clock}); err != nil {
		t.Fatal(err)
	}
	var last *desk.Desk
	t.Cleanup(func() { _ = last.Close() })
	as = func(who string) *desk.Desk {
		t.Helper()
		if last != nil {
			_ = last.Close()
		}
		d, err := desk.Open(path, desk.Options{Who: who, Clock: clock})
		if err != nil {
			t.Fatal(err)
		}
		last = d
		return d
	}
	d := as("admin")
	for _, r := range []string{"admin", "officer", "supervisor", "auditor"} {
		do(t, d, &office.Set{User: r, Roles: r})
	}
	return path, as
}

func do(t *testing.T, d *desk.Desk, c book.Command) {
	t.Helper()
	if _, err := d.Do(desk.NewKey(), c); err != nil {
		t.Fatalf("%s: %v", c.Kind(), err)
	}
}

// Every kind of command says for every role whether it may be given; every forbidden
// pair is refused in the write, before the command is looked at, and the desk says so.
func TestEveryCommandHasItsRoles(t *testing.T) {
	kinds := append(desk.Schema().Commands(), "import")
	_, as := staff(t)
	for i, r := range office.Each {
		who := office.RoleNames()[i]
		d := as(who)
		for _, kind := range kinds {
			may, known := office.MayGive(kind)
			if !known {
				t.Fatalf("%s has no entry in the table of roles (internal/ar/office/may.go)", kind)
			}
			if (d.May(kind) == "") != (may&r != 0) {
				t.Errorf("%s, %s: the desk says %q", who, kind, d.May(kind))
			}
			c, err := d.Book().Schema().NewCommand(kind)
			if err != nil {
				continue // import: its command is not made from fields
			}
			_, err = d.Do(desk.NewKey(), c)
			if refused := book.CodeOf(err) == book.Forbidden; refused != (may&r == 0) {
				t.Errorf("%s, %s: posted directly: %v", who, kind, err)
			}
			if may&r == 0 && !strings.Contains(err.Error(), "only ") {
				t.Errorf("%s, %s: the refusal names no role that may: %v", who, kind, err)
			}
			if _, err = d.Preview(c); (book.CodeOf(err) == book.Forbidden) != (may&r == 0) {
				t.Errorf("%s, %s: previewed: %v", who, kind, err)
			}
		}
	}
	for _, r := range office.Each {
		if n := slices.IndexFunc(kinds, func(k string) bool { m, _ := office.MayGive(k); return m&r != 0 }); n < 0 !=
			(r == office.Auditor) {
			t.Errorf("%s: gives no command, or an auditor gives one", r)
		}
	}
}

// Roles count as they are at the write: taken away they are gone for a desk already
// open, the entry keeps them, and somebody always stays admin.
func TestRolesCountAsTheyAreNow(t *testing.T) {
	_, as := staff(t)
	d := as("supervisor")
	do(t, d, &company.AddHoliday{Date: "2025-09-23", Name: "National Day"})
	err := d.View(func(v *book.View) error {
		e, err := v.Heading(v.Seq())
		if err == nil && e.Role != "supervisor" {
			t.Errorf("the entry keeps the role %q", e.Role)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d = as("admin")
	if _, err := d.Do(desk.NewKey(), &office.Set{User: "admin", Roles: "none"}); err == nil {
		t.Error("the last admin left")
	}
	if _, err := d.Do(desk.NewKey(), &office.Set{User: "OFFICER", Roles: "admin"}); err == nil {
		t.Error("a look-alike of a user was set up")
	}
	do(t, d, &office.Set{User: "supervisor", Roles: "none"})
	d = as("supervisor")
	_, err = d.Do(desk.NewKey(), &company.AddHoliday{Date: "2025-09-24", Name: "Another"})
	if book.CodeOf(err) != book.Forbidden {
		t.Errorf("who has left still posts: %v", err)
	}
	d = as("admin")
	seq, _, err := d.Undoable()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Undo(desk.NewKey(), seq); err != nil {
		t.Fatal(err)
	}
	if why := as("supervisor").May("bill.issue"); why != "" {
		t.Errorf("the supervisor is not back: %s", why)
	}
	fs, err := as("admin").Book().Verify(t.Context(), book.Deep)
	if err != nil || len(fs) > 0 {
		t.Errorf("%v %v", fs, err)
	}
}
