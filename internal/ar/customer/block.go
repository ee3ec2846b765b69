package customer

import (
	"fmt"
	"slices"
	"strings"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Block says what is no longer done for a customer on credit (RULES 8).
type Block uint8

// The blocks. CashOnly takes no cheque and gives no credit.
const (
	NoBlock Block = iota
	CashOnly
	NoShipping
	NoBilling
	Blocked
)

var blockNames = []string{"none", "cash only", "ship", "bill", "all"}

// Blocks lists the blocks in words.
func Blocks() []string { return blockNames }

// String is the block in words.
func (b Block) String() string {
	if int(b) < len(blockNames) {
		return blockNames[b]
	}
	return fmt.Sprintf("block %d", uint8(b))
}

// BlockStep is the block from a day on, and why.
type BlockStep struct {
	From   civil.Date `cbor:"1,keyasint"`
	Block  Block      `cbor:"2,keyasint"`
	Reason string     `cbor:"3,keyasint,omitempty"`
}

type blockRow struct {
	Customer uint32      `cbor:"1,keyasint"`
	Steps    []BlockStep `cbor:"2,keyasint"`
}

var blocks = &book.Table[blockRow]{Name: "block", Bucket: "block", Codec: book.CBOR[blockRow](),
	Key: func(r *blockRow) book.Key { return Key(r.Customer) }}

// BlockOf is the block a customer is under on a day.
func BlockOf(v *book.View, id uint32, d civil.Date) (BlockStep, error) {
	r, _, err := blocks.Get(v, Key(id))
	for i := len(r.Steps) - 1; i >= 0; i-- {
		if r.Steps[i].From <= d {
			return r.Steps[i], err
		}
	}
	return BlockStep{}, err
}

// BlockSet says that from a day on a customer is under a block, or under none.
type BlockSet struct {
	Customer uint32    `cbor:"1,keyasint"`
	Step     BlockStep `cbor:"2,keyasint"`
	Before   BlockStep `cbor:"3,keyasint"`
}

// Kind is "customer.block set/1".
func (BlockSet) Kind() string { return "customer.block set/1" }

// Refs names the customer, and the block as a document.
func (f BlockSet) Refs() []book.Ref {
	return []book.Ref{ref(f.Customer), Uses(f.Customer), {Table: "block", ID: uint64(f.Customer), Document: true}}
}

// Apply adds the step.
func (f BlockSet) Apply(tx *book.Tx) error {
	r, _, err := blocks.Get(&tx.View, Key(f.Customer))
	if err != nil {
		return err
	}
	r.Customer = f.Customer
	r.Steps = append(r.Steps, f.Step)
	return blocks.Put(tx, &r)
}

// Undo puts the customer under the block of before, from today on.
func (f BlockSet) Undo(in *book.In) ([]book.Fact, error) {
	back := f.Before
	back.From = max(in.Today, f.Step.From)
	return []book.Fact{&BlockSet{Customer: f.Customer, Step: back, Before: f.Step}}, nil
}

// SetBlock puts a customer under a block, or lifts it.
type SetBlock struct {
	Customer string `json:"customer" help:"the customer's code"`
	Block    string `json:"block" help:"what is no longer done on credit; none lifts it"`
	Reason   string `json:"reason" help:"why"`
}

// Kind is "customer.block".
func (SetBlock) Kind() string { return "customer.block" }

// Choices gives the words of the fields that take one of a few.
func (SetBlock) Choices() map[string][]string { return map[string][]string{"block": blockNames} }

// Decide dates the block today.
func (c SetBlock) Decide(in *book.In) ([]book.Fact, error) {
	cu, err := ByCode(in.View, c.Customer)
	if err != nil {
		return nil, err
	}
	b := slices.Index(blockNames, c.Block)
	if b < 0 {
		return nil, book.RefuseField("block", "%q is not a block (%s)", c.Block, strings.Join(blockNames, ", "))
	}
	reason := strings.TrimSpace(c.Reason)
	if reason == "" {
		return nil, book.RefuseField("reason", "say why: it is kept with the block")
	}
	if err := text.Check(reason, 300); err != nil {
		return nil, book.RefuseField("reason", "%v", err)
	}
	before, err := BlockOf(in.View, cu.ID, in.Today)
	if err != nil {
		return nil, err
	}
	if before.Block == Block(b) {
		return nil, book.RefuseField("block", "%s is under that block already (%s)", cu.Name, blockNames[b])
	}
	return []book.Fact{&BlockSet{Customer: cu.ID, Before: before, Step: BlockStep{From: in.Today, Block: Block(b),
		Reason: reason}}}, nil
}
