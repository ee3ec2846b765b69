package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"duebook/internal/book"
	"duebook/internal/desk"
	"duebook/internal/text"
)

// line is one command of `do -`: a kind, its fields, and a key when the sender
// may send it twice.
type line struct {
	Kind string          `json:"kind"`
	Key  string          `json:"key,omitempty"`
	Data json.RawMessage `json:"data"`
}

// posted is what `do` prints for a command.
type posted struct {
	Seq      uint64   `json:"seq"`
	Facts    []string `json:"facts"`
	Replayed bool     `json:"replayed,omitempty"`
	DryRun   bool     `json:"dry_run,omitempty"`
	Warnings []string `json:"warnings,omitempty"`
}

func (g *globals) doVerb() *cobra.Command {
	var dry, atomic bool
	var key string
	c := &cobra.Command{Use: "do KIND '{json}' | do -", Short: "Post one command, or JSON lines from standard input",
		Long: "Post a command by its kind and JSON fields (duebook commands lists them), or with - one JSON object " +
			"a line:\n" +
			`{"kind":"contact.log","key":"my-1","data":{...}}` +
			"\nEach line is a transaction of its own; --atomic makes all of them one.",
		Args: cobra.RangeArgs(1, 2),
		RunE: verb(func(args []string) error {
			switch {
			case g.currency != "":
				return usage("--currency chooses what a report shows; give a posting its currency in its own field")
			case g.asOf != "":
				return usage("--as-of says what is read and never dates a posting: leave it out")
			case args[0] != "-" && len(args) != 2:
				return usage("give the command's fields as JSON: duebook do %s '{...}'", args[0])
			}
			return g.with(false, func(d *desk.Desk) error {
				if args[0] == "-" {
					return doLines(d, os.Stdin, os.Stdout, dry, atomic)
				}
				return doMany(d, []line{{args[0], key, json.RawMessage(args[1])}}, os.Stdout, dry)
			})
		})}
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would be posted, and post nothing")
	c.Flags().BoolVar(&atomic, "atomic", false, "all lines in one transaction")
	c.Flags().StringVar(&key, "key", "", "request key: sent twice, it posts once")
	return c
}

func doLines(d *desk.Desk, in io.Reader, out io.Writer, dry, atomic bool) error {
	var all []line
	sc := bufio.NewScanner(in)
	sc.Buffer(make([]byte, 1<<16), 16<<20)
	for n := 1; sc.Scan(); n++ {
		if len(bytes.TrimSpace(sc.Bytes())) == 0 {
			continue
		}
		var l line
		if err := strict(sc.Bytes(), &l); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if !atomic {
			if err := doMany(d, []line{l}, out, dry); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
			continue
		}
		all = append(all, l)
	}
	if err := sc.Err(); err != nil {
		return err
	}
	if len(all) == 0 {
		return nil
	}
	return doMany(d, all, out, dry)
}

func doMany(d *desk.Desk, lines []line, out io.Writer, dry bool) error {
	commands := make([]book.Command, len(lines))
	keys := make([]string, len(lines))
	for i, l := range lines {
		c, err := d.Book().Schema().NewCommand(l.Kind)
		if err == nil {
			err = strict(l.Data, c)
		}
		if err != nil {
			return err
		}
		commands[i], keys[i] = c, l.Key
		if keys[i] == "" {
			keys[i] = desk.NewKey()
		}
	}
	results, err := d.DoAll(keys, commands, dry)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	for _, r := range results {
		p := posted{Seq: r.Seq, Replayed: r.Replayed, DryRun: dry, Facts: []string{}, Warnings: r.Warnings}
		for _, w := range r.Warnings {
			fmt.Fprintln(os.Stderr, "Warning: "+text.Safe(w))
		}
		for _, f := range r.Facts {
			p.Facts = append(p.Facts, f.Kind())
		}
		if err := enc.Encode(p); err != nil {
			return err
		}
	}
	return nil
}

// strict reads JSON and refuses fields that do not exist.
func strict(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		var wrong *json.UnmarshalTypeError
		switch {
		case errors.Is(err, io.EOF):
			return errors.New("the command's fields are missing: give them as a JSON object")
		case errors.As(err, &wrong) && wrong.Field != "":
			return fmt.Errorf("the field %q cannot be a JSON %s (duebook commands names the kinds; amounts and "+
				"dates are texts)",
				wrong.Field, wrong.Value)
		case errors.As(err, &wrong):
			return fmt.Errorf("a command's fields are a JSON object, not a %s", wrong.Value)
		}
		return fmt.Errorf("the JSON cannot be read: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if dec.More() {
		return fmt.Errorf("the JSON goes on after its end")
	}
	return nil
}

func (g *globals) commandsVerb() *cobra.Command {
	return &cobra.Command{Use: "commands [KIND]", Short: "List the commands and their fields",
		Args: cobra.MaximumNArgs(1),
		RunE: verb(func(args []string) error {
			s := desk.Schema()
			kinds := s.Commands()
			if len(args) == 1 {
				kinds = args
			}
			w := bufio.NewWriter(os.Stdout)
			for _, k := range kinds {
				c, err := s.NewCommand(k)
				if err != nil {
					return err
				}
				fmt.Fprintln(w, k)
				describe(w, reflect.TypeOf(c).Elem(), "  ")
			}
			return w.Flush()
		})}
}

// describe prints a command's fields: name, type, and what it is for.
func describe(w io.Writer, t reflect.Type, indent string) {
	var choices map[string][]string
	if c, ok := reflect.Zero(t).Interface().(book.Chooser); ok {
		choices = c.Choices()
	}
	for f := range t.Fields() {
		tag := f.Tag.Get("json")
		if f.Anonymous && tag == "" { // its fields stand among those of the command
			describe(w, f.Type, indent)
		}
		if tag == "-" || tag == "" {
			continue
		}
		name, rest, _ := strings.Cut(tag, ",")
		need := ""
		if !strings.Contains(rest, "omitempty") {
			need = " (needed)"
		}
		ft, list := f.Type, ""
		for ft.Kind() == reflect.Slice || ft.Kind() == reflect.Pointer {
			if ft.Kind() == reflect.Slice {
				list = " list"
			}
			ft = ft.Elem()
		}
		kind := ft.Kind().String()
		if ft.Kind() == reflect.Struct {
			kind = "object"
		}
		fmt.Fprintf(w, "%s%-15s %s%s%s  %s\n", indent, name, kind, list, need, f.Tag.Get("help"))
		for _, of := range slices.Sorted(maps.Keys(choices)) {
			switch words := strings.Join(choices[of], ", "); {
			case of == name:
				fmt.Fprintf(w, "%s  one of: %s\n", indent, words)
			case strings.HasPrefix(of, name+" of "):
				fmt.Fprintf(w, "%s  %s: %s\n", indent, of, words)
			}
		}
		if ft.Kind() == reflect.Struct {
			describe(w, ft, indent+"  ")
		}
	}
}
