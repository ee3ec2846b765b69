package demo

import (
	"fmt"
	"strings"

	"duebook/internal/ar/customer"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// branch is one of the company's branches: its city and its share of the customers.
type branch struct {
	city       string
	code       string
	share      int
	collectors []string
}

var branches = []branch{
	{"Riyadh", "RUH", 24, []string{Collector, Collector, Collector, "Fahad Nasser"}},
	{"Jeddah", "JED", 19, []string{"Huda Karim", "Yousef Amin"}},
	{"Dammam", "DMM", 13, []string{"Rana Tariq"}},
	{"Makkah", "MAK", 7, []string{"Yousef Amin"}},
	{"Madinah", "MED", 6, []string{"Huda Karim"}},
	{"Buraydah", "BUR", 5, []string{Collector}},
	{"Abha", "AHB", 5, []string{"Sami Adel"}},
	{"Jubail", "JUB", 6, []string{"Rana Tariq"}},
	{"Dubai", "DXB", 5, []string{"Lina Faris"}},
	{"Abu Dhabi", "AUH", 3, []string{"Lina Faris"}},
	{"Manama", "BAH", 3, []string{"Lina Faris"}},
	{"Kuwait", "KWI", 4, []string{"Sami Adel"}},
}

// The others who act in the book.
const (
	accountant = "Nabil Anwar"
	supervisor = "Salma Rashid"
)

var sellers = []string{"Adel Omar", "Bader Hani", "Dalal Faris", "Hamad Imran", "Jamil Saleh", "Majed Waleed",
	"Omar Ziad", "Rashid Mazen", "Tariq Khalid", "Yasser Bader", "Ziad Nabil", "Abeer Sami"}

// habit is how a customer pays: so many days after the due date, in words for
// the risk class.
type habit struct {
	low, high int
	risk      string
}

var habits = []habit{{-4, 4, "A low"}, {0, 22, "A low"}, {4, 40, "B medium"}, {25, 85, "C high"}, {60, 190, "D watch"}}

const (
	prompt = iota
	usual
	lagging
	slow
	bad
)

// client is a customer of the sample company, and how the story goes on for it.
type client struct {
	code      string
	name      word
	branch    *branch
	collector string
	salesman  string
	group     string
	route     string
	status    string // at opening
	habit     int
	terms     int
	bills     int         // how many it gets
	scale     int         // what a bill is worth, net, in whole riyals
	limit     money.Minor // below 0: none
	people    []customer.Contact
	from      civil.Date // opened on
	quits     civil.Date // pays nothing from here on; 0: pays
	payDays   []int      // days of the month it pays on
	method    string
	quiet     bool // nobody may contact it
	open      []*part
	credits   []*credit
	noPay     civil.Date // no run of payments before
	noCall    civil.Date // no call before
	callback  civil.Date // the call that was planned, and its number
	callID    uint32
	forgot    bool // nobody made that call
	paidOn    civil.Date
	referred  bool
	withholds bool // tax on services
	vow       *vow // the promise that stands
}

// sizes of customers: how many of a hundred, bills each, and what a bill is worth.
var classes = []struct{ share, bills, scale int }{{5, 75, 38_000}, {20, 30, 16_000}, {50, 9, 7_500}, {25, 3, 3_200}}

// The sample has 400 customers with 15 bills each on average: 6,000.
const (
	sampleCustomers = 400
	billsEach       = 15
)

// cast makes the customers.
func (w *world) cast() {
	used := map[string]bool{}
	groups := make([]string, 14)
	for i := range groups {
		groups[i] = fmt.Sprintf("%s %s Group", heads[i].latin, tails[(i*5+3)%len(tails)].latin)
	}
	left := w.n * billsEach
	for i := range w.n {
		c := &client{code: fmt.Sprint(10001 + i*7), status: "active", limit: -1, from: w.start}
		class := classes[0]
		for at, k := i*100/w.n, 0; k < len(classes); k++ {
			if class = classes[k]; at < class.share {
				break
			}
			at -= class.share
		}
		c.bills, c.scale = class.bills, class.scale*w.d.between(60, 150)/100
		w.place(c)
		w.character(c)
		for c.name.latin == "" || used[c.name.latin] {
			if c.name = w.d.firm(); c.status == "government" {
				c.name = w.d.office()
			}
		}
		used[c.name.latin] = true
		if c.status == "active" && w.d.chance(13) {
			c.group = pick(w.d, groups)
		}
		c.withholds = i%17 == 5 && abroad[c.branch.city] == ""
		w.staff(c)
		left -= c.bills
		w.clients = append(w.clients, c)
	}
	for i := 0; left != 0; i = (i + 1) % w.n {
		c := w.clients[i]
		if step := min(1, max(-1, left)); c.bills+step > 0 {
			c.bills += step
			left -= step
		}
	}
	w.oddities()
}

func (w *world) place(c *client) {
	shares := make([]int, len(branches))
	for i := range branches {
		shares[i] = branches[i].share
	}
	c.branch = &branches[w.d.weighted(shares...)]
	c.collector, c.salesman = pick(w.d, c.branch.collectors), pick(w.d, sellers)
	c.route = c.branch.city + " " + pick(w.d, []string{"North", "South", "Industrial"})
}

func (w *world) character(c *client) {
	c.habit = w.d.weighted(22, 34, 24, 13, 7)
	c.terms = pick(w.d, []int{30, 30, 30, 45, 60, 60, 90})
	if c.scale < 5_000 {
		c.terms = pick(w.d, []int{0, 15, 30, 30})
	}
	if w.d.chance(4) {
		c.status, c.habit, c.terms, c.scale = "government", pick(w.d, []int{slow, slow, lagging}), 60, c.scale*2
	}
	c.payDays = []int{w.d.between(3, 28), w.d.between(3, 28)}
	if c.bills > 40 {
		c.payDays = []int{5, 12, 19, 26}
	}
	c.method = []string{"transfer", "cheque", "cash", "card", "wallet"}[w.d.weighted(58, 22, 12, 5, 3)]
	month := money.Minor(c.bills*c.scale*3/2/months) * 100 // with VAT, about
	switch w.d.weighted(70, 18, 4, 8) {
	case 0:
		c.limit = month * money.Minor(c.terms+w.d.between(40, 110)) / 30
	case 1:
		c.limit = month * money.Minor(c.terms+w.d.between(10, 40)) / 30 // soon over
	case 2:
		c.limit = 0
	}
	if c.limit > 0 {
		c.limit = max(5_000_00, (c.limit+money.Minor(c.scale)*200)/5_000_00*5_000_00)
	}
	if c.habit >= slow && w.d.chance(40) {
		c.quits = w.today.Add(-w.d.between(70, 240))
	}
}

// staff gives a customer people to talk to.
func (w *world) staff(c *client) {
	abroadCity := abroad[c.branch.city] != ""
	for i := range 1 + w.d.weighted(45, 35, 20) {
		name, arabic := w.d.person()
		role := roles[i]
		if i > 0 {
			role = pick(w.d, roles[1:])
		}
		p := customer.Contact{Name: name, Role: role.latin, Language: "en"}
		if arabic {
			p.Role, p.Language = role.arabic, "ar"
		}
		p.Phones = []customer.Phone{{Number: w.d.mobile(c.branch.city)}}
		if !abroadCity && w.d.chance(45) {
			p.Phones = append(p.Phones, customer.Phone{Number: w.d.landline(), Ext: fmt.Sprint(w.d.between(101, 689))})
		}
		if w.d.chance(35) {
			p.Email = mail(c.name.latin)
		}
		p.BestTime = pick(w.d, []string{"", "", "", "09:00-11:00", "after 13:00", "not on Thursday", "before noon"})
		c.people = append(c.people, p)
	}
}

// spelled writes a firm's name as another clerk would.
var spelled = strings.NewReplacer("Al ", "Al-", " Est.", " Establishment", " Co.", " Company")

// oddities are what a call list has to cope with: customers without a phone or
// a collector, two spellings of one firm, one opened late.
func (w *world) oddities() {
	for i, c := range w.clients {
		switch {
		case i%37 == 11:
			c.collector = ""
		case i%41 == 13:
			for n := range c.people {
				c.people[n].Phones = nil
			}
		case i%97 == 50:
			twin := w.clients[i-7].name
			c.name = word{spelled.Replace(twin.latin), twin.arabic}
		case i%13 == 6:
			c.from = w.cal.Next(w.start.Add(w.d.between(60, 380)))
		}
	}
}

// card is the command that opens the customer.
func (w *world) card(c *client) *customer.Open {
	o := &customer.Open{Code: c.code, Name: c.name.latin, Branch: c.branch.city, Salesman: c.salesman,
		Collector: c.collector, Group: c.group, Route: c.route, Risk: habits[c.habit].risk, Status: c.status,
		Terms: &c.terms, Language: "en", People: c.people}
	switch {
	case w.d.chance(56):
		o.Arabic = c.name.arabic
	case w.d.chance(56):
		o.Name, o.Latin, o.Language = c.name.arabic, c.name.latin, "ar"
	}
	if c.limit >= 0 {
		o.Limit = plain(c.limit)
	}
	if w.d.chance(85) && abroad[c.branch.city] == "" {
		o.TaxNumber = fmt.Sprintf("3%09d00003", w.d.between(0, 9_999_999))
		o.Registration = fmt.Sprintf("10%08d", w.d.between(0, 999_999))
	}
	o.Address = address(c.code, c.branch.city, o.Language)
	return o
}
