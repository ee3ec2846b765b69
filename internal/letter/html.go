package letter

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"regexp"

	"duebook/internal/text"
)

// style is how the page looks, on the screen and printed.
const style = `@page{size:A4;margin:14mm 15mm}
body{font:10pt/1.35 Amiri,"Noto Naskh Arabic","Times New Roman",serif;max-width:180mm;margin:8mm auto;color:#000}
.b{display:flex;justify-content:space-between;gap:8mm;align-items:baseline}.r{text-align:right}
header .b:first-child{font-size:15pt;font-weight:bold}header{border-bottom:1px solid #777;padding-bottom:2mm}
address{font-style:normal;margin:4mm 0}address .b:first-child{font-weight:bold}
h1{font-size:13pt;margin:4mm 0 2mm}
dl{display:grid;grid-template-columns:max-content 1fr max-content;gap:0 6mm;margin:0 0 4mm}
dt{color:#555}dd{margin:0;font-weight:bold}h2{font-size:11pt;margin:4mm 0 1mm}
table{width:100%;table-layout:fixed;border-collapse:collapse;margin-bottom:4mm;font-size:8.5pt}
th{background:#e4e9f0;font-weight:bold;padding:1mm .5mm;text-align:left;font-size:7.5pt}th span{display:block}
td{border-bottom:1px solid #aaa;padding:.6mm 1mm;vertical-align:top;overflow-wrap:anywhere}
td .b{flex-wrap:wrap;gap:0 2mm}td .r{margin-left:auto}.k{white-space:nowrap}
td.d{white-space:nowrap}.d,.d .r{text-align:center}
.a+:not(.a){padding-left:3mm}td.a{white-space:nowrap;font-variant-numeric:tabular-nums}.a{text-align:right}
.s td{font-weight:bold;background:#f4f4f4}thead{display:table-header-group}tr{break-inside:avoid}.t{break-inside:avoid}
@media print{body{margin:0 auto}}
section{margin-top:3mm}
footer{display:flex;gap:6mm;margin-top:16mm;break-inside:avoid}footer div{flex:1;border-top:1px solid #555}
`

// WriteHTML writes the letter as one page that needs nothing else, to print from a
// browser: the head of a table stands on every printed page.
func (l *Letter) WriteHTML(w io.Writer) error {
	out := bufio.NewWriter(w)
	p := func(format string, args ...any) { fmt.Fprintf(out, format, args...) }
	p("<!doctype html>\n<html lang=en><head><meta charset=utf-8><title>%s</title><style>%s</style></head><body>\n",
		safe(l.Title.EN), style)
	p("<header>")
	for _, b := range l.From {
		p("%s", beside(b))
	}
	p("</header>\n")
	if len(l.To) > 0 {
		p("<address>")
		for _, b := range l.To {
			p("%s", beside(b))
		}
		p("</address>\n")
	}
	p("<h1>%s</h1>\n<dl>", beside(l.Title))
	for _, f := range l.Facts {
		p("<dt>%s</dt><dd>%s</dd><dt lang=ar dir=rtl>%s</dt>\n", safe(f.Label.EN), beside(f.Value), safe(f.Label.AR))
	}
	p("</dl>\n")
	for _, b := range l.Words {
		p("%s\n", beside(b))
	}
	for n := range l.Tables {
		writeTable(p, &l.Tables[n])
	}
	for _, b := range l.Notes {
		p("%s\n", beside(b))
	}
	if len(l.Signs) > 0 {
		p("<footer>")
		for _, b := range l.Signs {
			p("<div>%s</div>", beside(b))
		}
		p("</footer>")
	}
	p("</body></html>\n")
	return out.Flush()
}

func writeTable(p func(string, ...any), t *Table) {
	class := map[bool]string{true: " class=t"}[t.Together]
	p("<section%s>", class)
	if !t.Title.empty() {
		p("<h2>%s</h2>", beside(t.Title))
	}
	p("<table><colgroup>")
	sum := 0.0
	for _, c := range t.Columns {
		sum += c.Share
	}
	for _, c := range t.Columns {
		p("<col style=\"width:%.2f%%\">", 100*c.Share/sum)
	}
	p("</colgroup><thead><tr>")
	for _, c := range t.Columns {
		class := map[Kind]string{Amount: " class=a", Date: " class=d"}[c.Kind]
		p("<th%s><span>%s</span>%s</th>", class, safe(c.Title.EN), arabic(c.Title.AR))
	}
	p("</tr></thead><tbody>\n")
	for n := range t.Rows {
		p("<tr%s>", map[bool]string{true: " class=s"}[t.Rows[n].Strong])
		for k, c := range t.Columns {
			b := t.Rows[n].Cells[k]
			switch c.Kind {
			case Amount:
				p("<td class=a>%s</td>", safe(first(b.EN, b.AR)))
			case Date:
				p("<td class=d>%s</td>", safe(first(b.EN, b.AR)))
			default:
				p("<td>%s</td>", beside(b))
			}
		}
		p("</tr>\n")
	}
	p("</tbody></table></section>\n")
}

// safe is a text for HTML, with nothing in it that could do anything.
func safe(s string) string { return html.EscapeString(text.Safe(s)) }

// whole are dates, and amounts with their currency, which no line breaks.
var whole = regexp.MustCompile(`\d{4}[-/]\d\d[-/]\d\d|\d[\d,.]* [A-Z]{3}\b`)

// kept is a safe text whose dates and amounts stay on one line.
func kept(s string) string { return whole.ReplaceAllString(safe(s), "<span class=k>$0</span>") }

// arabic is a text of the right side.
func arabic(s string) string {
	dir := map[text.Direction]string{text.RTL: "rtl", text.LTR: "ltr"}[way(s)]
	return fmt.Sprintf("<span class=r lang=ar dir=%s>%s</span>", dir, kept(s))
}

// beside is the English on the left and the Arabic on the right.
func beside(b Both) string {
	return fmt.Sprintf("<div class=b><span dir=auto>%s</span>%s</div>", kept(b.EN), arabic(b.AR))
}
