package desk

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/reminder"
	"duebook/internal/book"
)

// Letters are posted one entry a customer, with a file for each account; who gets none is
// told, the same key posts nothing twice, and a letter written again is the same bytes
// whatever happened since.
func TestRemindersArePostedAndWritten(t *testing.T) {
	d := withStatements(t)
	do := func(c book.Command) {
		t.Helper()
		if _, err := d.Do(NewKey(), c); err != nil {
			t.Fatal(err)
		}
	}
	do(&reminder.Defaults{})
	do(&reminder.SetLevel{Level: 1, Fee: "10"})
	do(&interest.SetTerms{From: "2025-01-01", Rate: "12%"})
	do(&dispute.Open{Bill: "ف-1", Amount: "20", Reason: "short"})
	do(&customer.Assign{Customer: "A_1", Field: "do_not_contact", Value: "yes"})
	do(&customer.Edit{Customer: "C1", Field: "address", Value: "Building 7; Al Maha Street"})
	folder := filepath.Join(t.TempDir(), "letters")
	q := Reminding{Key: "k", Codes: []string{"C1", "A/1", "A_1"}, Form: "html", Folder: folder}
	w, err := d.Remind(context.Background(), q)
	if err != nil || w.Files != 3 || w.Customers != 2 || !strings.Contains(strings.Join(w.Not, ""), "do not contact") {
		t.Fatalf("%+v %v", w, err)
	}
	if again, err := d.Remind(context.Background(), q); err != nil || again.Files != 3 {
		t.Errorf("%+v %v", again, err)
	}
	sent, err := d.RemindersSent("")
	if err != nil || len(sent) != 3 {
		t.Fatal(len(sent), err)
	}
	page, err := os.ReadFile(filepath.Join(folder, "reminder-RL-000001-C1.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, say := range []string{"شركة الخليج", "Payment reminder", "تذكير بالسداد", "ف-1", "80.50", "Disputed",
		"معترض عليها", "Interest to 2025-06-15", "فوائد تأخير حتى 2025/06/15", "Fee of this letter",
		"SA0380000000608010167519", "Building 7", "Al Maha Street"} {
		if !strings.Contains(strings.ReplaceAll(string(page), "<span class=k>", ""), say) {
			t.Errorf("the letter does not say %q", say)
		}
	}
	if strings.Contains(string(page), "Slash") {
		t.Error("another customer is on the letter")
	}
	do(&company.Set{Field: "iban", Value: "SA4420000001234567891234"})
	do(&customer.Edit{Customer: "C1", Field: "address", Value: "Elsewhere"})
	do(&dispute.Close{Bill: "ف-1", Outcome: "rejected"})
	if _, err := d.WriteReminders(sent, "html", folder+"2"); err != nil {
		t.Fatal(err)
	}
	same, err := os.ReadFile(filepath.Join(folder+"2", "reminder-RL-000001-C1.html"))
	if err != nil || string(same) != string(page) {
		t.Error("a letter written again is another one", err)
	}
	c, err := d.Card("C1")
	story := ""
	for i := range c.Recent {
		story += c.Recent[i].Line() + "\n"
	}
	if err != nil || !strings.Contains(story, "RL-000001, level 1 of 3: 1 part overdue, 1 left out, fee 10.00") {
		t.Error(story, err)
	}
	if s := strings.Join(ReminderText(&sent[2]), "\n"); !strings.Contains(s, "ف-1 due 2025-05-01 disputed") {
		t.Error(s)
	}
}
