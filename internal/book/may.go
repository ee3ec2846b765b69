package book

// permit asks the subjects, on the view the command is about to be decided on,
// whether who acts may give it. A subject that knows the roles of who acts names
// them, and the entry keeps them.
func (s *Schema) permit(in *In, c Command) error {
	for _, may := range s.may {
		role, err := may(in, c)
		if err != nil {
			return err
		}
		if role != "" {
			in.Role = role
		}
	}
	return nil
}

// Heading reads one journal entry without its facts; NotFound when there is none.
func (v *View) Heading(seq uint64) (*Entry, error) {
	stored := v.get(journalBucket, Key{}.U64(seq))
	if stored == nil {
		return nil, Refuse(NotFound, "there is no entry %d in the journal", seq)
	}
	return decodeEntry(stored)
}
