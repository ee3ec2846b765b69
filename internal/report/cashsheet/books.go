package cashsheet

import (
	"strings"

	"duebook/internal/ar/cashbox"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Series is a receipt book with what became of its leaves. A gap is a leaf nothing is
// known of below the highest one used, or anywhere once the book came back; Missing
// counts them, Gaps names them in runs. Both are leaves that are void and yet used.
type Series struct {
	cashbox.Book
	Holder                    string
	Leafs, Used, Void, Unused int
	Missing                   int
	Gaps, Both                []string
	Next                      string // the first leaf after the highest used; "" when none is left
	Last                      civil.Date
	Back                      civil.Date // when the book came back; 0: it is with its person
	Voids                     []cashbox.Spoilt
}

// Books lists the receipt books as they were at the end of a day, those with gaps in
// the order they were issued.
func Books(v *book.View, q Query) ([]Series, error) {
	n, err := newNames(v)
	if err != nil {
		return nil, err
	}
	var all []cashbox.Book
	err = cashbox.Books(v, func(b *cashbox.Book) (bool, error) {
		if b.At(q.AsOf) {
			all = append(all, *b)
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	used, err := cashbox.Uses(v, all, q.AsOf)
	if err != nil {
		return nil, err
	}
	out := make([]Series, len(all))
	for i := range all {
		s := &out[i]
		*s = Series{Book: all[i], Holder: n.people[all[i].Person], Leafs: int(all[i].To-all[i].From) + 1,
			Back: all[i].BackOn(q.AsOf)}
		top := s.From
		for leaf, r := range used[i] {
			top = max(top, leaf+1)
			s.Last = max(s.Last, r.Date)
		}
		if s.Next = s.Number(top); top > s.To || s.Back != 0 {
			s.Next = ""
		}
		if s.Back != 0 {
			top = s.To + 1
		}
		var gaps []uint32
		for leaf := s.From; leaf <= s.To; leaf++ {
			_, use := used[i][leaf]
			gone, void := s.Spoilt(leaf, q.AsOf)
			switch {
			case use && void:
				s.Both = append(s.Both, s.Number(leaf))
				s.Used++
			case use:
				s.Used++
			case void:
				s.Void++
				s.Voids = append(s.Voids, gone)
			case leaf < top:
				gaps = append(gaps, leaf)
			default:
				s.Unused++
			}
		}
		s.Missing, s.Gaps = len(gaps), runs(&s.Book, gaps)
	}
	return out, nil
}

// runs names leaves, those in a row as one.
func runs(b *cashbox.Book, leaves []uint32) (out []string) {
	for i := 0; i < len(leaves); {
		j := i
		for j+1 < len(leaves) && leaves[j+1] == leaves[j]+1 {
			j++
		}
		if i == j {
			out = append(out, b.Number(leaves[i]))
		} else {
			out = append(out, b.Number(leaves[i])+"–"+b.Number(leaves[j]))
		}
		i = j + 1
	}
	return out
}

// Said tells of the gaps in a sentence, "" when there is nothing to tell.
func (s *Series) Said() string {
	var parts []string
	if s.Missing > 0 {
		parts = append(parts, text.Count(s.Missing, "leaf is", "leaves are")+" missing: "+strings.Join(s.Gaps, ", "))
	}
	if len(s.Both) > 0 {
		parts = append(parts, "void and yet used: "+strings.Join(s.Both, ", "))
	}
	return strings.Join(parts, "; ")
}

// FirstGap is the first missing leaf, "" when none is.
func (s *Series) FirstGap() string {
	if len(s.Gaps) == 0 {
		return ""
	}
	first, _, _ := strings.Cut(s.Gaps[0], "–")
	return first
}
