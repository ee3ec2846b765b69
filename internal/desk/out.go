package desk

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/round"
	"duebook/internal/book"
	"duebook/internal/report/worklist"
	"duebook/internal/text"
)

// OutPath is where the program writes what people print or copy: the folder
// "out" beside the book.
func (d *Desk) OutPath(name string) string {
	return filepath.Join(filepath.Dir(d.book.Path()), "out", safeName(name))
}

// safeName keeps a file's name to letters, digits and a few signs, so that no
// customer's code leads out of the folder.
func safeName(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '_' {
			return r
		}
		return '_'
	}, name)
}

// WriteOut writes a file people asked for, readable by its owner only.
func (d *Desk) WriteOut(name string, content []byte) (string, error) {
	path := d.OutPath(name)
	return path, writeFile(path, content)
}

func writeFile(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o600)
}

// RoundSheet writes the sheet of a collector's round for some customers, as text
// or, for a name ending in .html, as a page to print. With give, the bills on it
// are noted as given out.
func (d *Desk) RoundSheet(key string, codes []string, collector, route, path string, give bool) (string, error) {
	var cards []*Card
	err := d.View(func(v *book.View) error {
		for _, code := range codes {
			c, err := d.cardIn(v, code)
			if err != nil {
				return err
			}
			cards = append(cards, c)
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	s := sheet{company: d.Company().Name, collector: collector, route: route, day: d.Today().String(), cards: cards}
	content := s.text()
	if strings.HasSuffix(strings.ToLower(path), ".html") {
		content = s.html()
	}
	if give {
		numbers := s.numbers()
		if len(numbers) == 0 {
			return "", book.Refuse(book.Invalid, "there is no overdue bill on this sheet to hand over")
		}
		if _, err := d.Do(key, &round.Give{Collector: collector, Route: route, Bills: numbers}); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("The round sheet of %s is in %s.", text.Count(len(cards), "customer", "customers"), path),
		writeFile(path, []byte(content))
}

// sheet is a round sheet in the making.
type sheet struct {
	company, collector, route, day string
	cards                          []*Card
}

func (s *sheet) numbers() []string {
	var all []string
	for _, c := range s.cards {
		for i := range c.Accounts {
			for _, b := range c.Accounts[i].Bills {
				if !b.Credit && b.Days > 0 {
					all = append(all, b.Number)
				}
			}
		}
	}
	return all
}

func (s *sheet) title() string {
	t := "Round of " + s.collector
	if s.route != "" {
		t += ", " + s.route
	}
	return t + ", " + s.day
}

// fetch is what to bring back from an account.
func (a *CardAccount) fetch() string {
	return fmt.Sprintf("to fetch %s %s", text.FormatAmount(max(a.ToCollect, 0), a.Digits), a.Currency)
}

func phoneOf(c *Card) string {
	for _, p := range c.People {
		for _, n := range p.Phones {
			return p.Name + " " + n.Number
		}
	}
	return ""
}

func (s *sheet) text() string {
	var sb strings.Builder
	fmt.Fprintf(&sb, "%s\n%s\n\n", s.company, s.title())
	for _, c := range s.cards {
		fmt.Fprintf(&sb, "%s  %s  %s\n", c.Code, c.Name, c.Arabic)
		if p := phoneOf(c); p != "" {
			fmt.Fprintf(&sb, "  %s\n", p)
		}
		for i := range c.Accounts {
			a := &c.Accounts[i]
			for _, b := range a.Bills {
				if !b.Credit && b.Days > 0 {
					fmt.Fprintf(&sb, "  %s due %s %s\n", text.Pad(b.Number, 24), b.Due,
						text.PadLeft(text.FormatAmount(b.Left, a.Digits), 18))
				}
			}
			fmt.Fprintf(&sb, "  %s\n", a.fetch())
		}
		sb.WriteString("  received ______________________   signature ______________________\n\n")
	}
	return sb.String()
}

func (s *sheet) html() string {
	e := html.EscapeString
	var sb strings.Builder
	sb.WriteString("<!doctype html><html><head><meta charset=\"utf-8\"><title>" + e(s.title()) + "</title><style>" +
		"body{font:11pt " +
		"sans-serif;margin:15mm}h1{font-size:14pt}table{width:100%;border-collapse:collapse;margin:2mm 0 6mm}" +
		"td,th{border-bottom:1px solid #999;padding:1mm " +
		"2mm;text-align:left}.n{text-align:right}section{page-break-inside:avoid}" +
		"</style></head><body><p>" + e(s.company) + "</p><h1>" + e(s.title()) + "</h1>")
	for _, c := range s.cards {
		fmt.Fprintf(&sb, "<section><h2>%s <bdi>%s</bdi> "+
			"<bdi>%s</bdi></h2><p>%s</p><table><tr><th>Bill</th><th>Due</th>"+
			"<th class=n>Open</th><th>Fetched</th></tr>", e(c.Code), e(c.Name), e(c.Arabic), e(phoneOf(c)))
		for i := range c.Accounts {
			a := &c.Accounts[i]
			for _, b := range a.Bills {
				if !b.Credit && b.Days > 0 {
					fmt.Fprintf(&sb, "<tr><td><bdi>%s</bdi></td><td>%s</td><td class=n>%s</td><td></td></tr>",
						e(b.Number), b.Due,
						text.FormatAmount(b.Left, a.Digits))
				}
			}
			fmt.Fprintf(&sb, "<tr><td colspan=2></td><td class=n>%s</td><td></td></tr>", e(a.fetch()))
		}
		sb.WriteString("</table><p>Received ______________________ &nbsp; Signature " +
			"______________________</p></section>")
	}
	sb.WriteString("</body></html>\n")
	return sb.String()
}

// RoundCustomers are the customers of a collector, and of a route when one is
// named, who have something to collect, in the order of the call list.
func (d *Desk) RoundCustomers(collector, route string) ([]string, error) {
	var codes []string
	err := d.View(func(v *book.View) error {
		who, err := directory.Find(v, directory.Person, collector)
		if err != nil {
			return err
		}
		way, err := directory.Find(v, directory.Route, route)
		if err != nil {
			return err
		}
		if who == 0 {
			return book.RefuseField("collector", "the book knows no collector called %q", collector)
		}
		if route != "" && way == 0 {
			return book.RefuseField("route", "the book knows no route called %q", route)
		}
		l, err := worklist.Build(v, worklist.Query{AsOf: d.AsOf(), Scope: worklist.Mine, Collector: who,
			IncludeHidden: true})
		if err != nil {
			return err
		}
		seen := map[uint32]bool{}
		for i := range l.Rows {
			r := &l.Rows[i]
			if r.ToCollect <= 0 || seen[r.Customer] {
				continue
			}
			seen[r.Customer] = true
			p, err := customer.ProfileOf(v, r.Customer)
			if err != nil {
				return err
			}
			if way == 0 || p.At(d.AsOf()).Route == way {
				codes = append(codes, r.Code)
			}
		}
		return nil
	})
	if err == nil && len(codes) == 0 {
		err = book.Refuse(book.NotFound, "%s has nothing to collect there today", collector)
	}
	return codes, err
}
