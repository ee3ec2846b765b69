package book

import "fmt"

// Warning is what a subject has to say about facts of a kind that may be posted all
// the same: a bill due before it was issued, a follow-up that was moved to an open
// day. Say reads the book as it is before the fact and answers in sentences; none is
// the usual case. A subject may speak of the facts of another.
type Warning struct {
	Fact string // its kind, with the version
	Say  func(in *In, f Fact) ([]string, error)
}

const maxWarnings = 50

// warn gathers what the subjects say about facts that were decided.
func (s *Schema) warn(in *In, facts []Fact) ([]string, error) {
	var all []string
	more := 0
	in.Decided = facts
	for _, f := range facts {
		for _, w := range s.warnings[f.Kind()] {
			said, err := w.Say(in, f)
			if err != nil {
				return nil, err
			}
			n := min(len(said), maxWarnings-len(all))
			all, more = append(all, said[:n]...), more+len(said)-n
		}
	}
	if more > 0 {
		all = append(all, fmt.Sprintf("and %d more warnings", more))
	}
	return all, nil
}

// Foresee decides a command without posting it, as Preview does, and says what its
// posting would warn of.
func (b *Book) Foresee(req Request) (facts []Fact, warnings []string, err error) {
	err = b.View(func(v *View) error {
		in := b.Input(v, &req)
		if err = b.schema.permit(in, req.Command); err != nil {
			return err
		}
		if facts, err = req.Command.Decide(in); err == nil {
			warnings, err = b.schema.warn(in, facts)
		}
		return err
	})
	return facts, warnings, err
}
