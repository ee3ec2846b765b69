package ledger

import (
	"encoding/binary"

	"duebook/internal/ar/receipt"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// ReadReceipt reads of a stored receipt what sums need: kind, date, amount, branch,
// voiding and the bill it is about. It takes the deterministic CBOR apart by hand, for reports that
// read very many, and leaves anything else to the whole decoder.
func ReadReceipt(val []byte) (r receipt.Receipt, err error) {
	if quickReceipt(val, &r) {
		return r, nil
	}
	return receipt.Decode(val)
}

// The keys of a receipt's fields in its row, and the major types of CBOR in use.
const (
	fieldKind, fieldDate, fieldAmount, fieldBranch, fieldVoided, fieldAbout = 4, 5, 6, 9, 11, 15

	majorNumber, majorNegative, majorText, majorMap = 0, 1, 3, 5
)

func quickReceipt(b []byte, r *receipt.Receipt) bool {
	major, fields, b, ok := cborHead(b)
	if !ok || major != majorMap {
		return false
	}
	for ; fields > 0; fields-- {
		if len(b) < 2 || b[0] > 23 {
			return false
		}
		field := b[0]
		var n uint64
		if major, n, b, ok = cborHead(b[1:]); !ok {
			return false
		}
		switch major {
		case majorNumber:
		case majorNegative:
			n = ^n
		case majorText:
			if n > uint64(len(b)) {
				return false
			}
			b = b[n:]
			continue
		default:
			return false
		}
		switch field {
		case fieldKind:
			r.Kind = receipt.Kind(n)
		case fieldDate:
			r.Date = civil.Date(n)
		case fieldAmount:
			r.Amount = money.Minor(n)
		case fieldBranch:
			r.Branch = uint16(n)
		case fieldVoided:
			r.Voided = civil.Date(n)
		case fieldAbout:
			r.About = uint32(n)
		}
	}
	return len(b) == 0
}

// cborHead reads the head of a CBOR item: its major type and its number.
func cborHead(b []byte) (major byte, n uint64, rest []byte, ok bool) {
	if len(b) == 0 {
		return 0, 0, nil, false
	}
	major, low := b[0]>>5, b[0]&31
	b = b[1:]
	if low < 24 {
		return major, uint64(low), b, true
	}
	size := 1 << (low - 24)
	if low > 27 || len(b) < size {
		return 0, 0, nil, false
	}
	switch size {
	case 1:
		n = uint64(b[0])
	case 2:
		n = uint64(binary.BigEndian.Uint16(b))
	case 4:
		n = uint64(binary.BigEndian.Uint32(b))
	default:
		n = binary.BigEndian.Uint64(b)
	}
	return major, n, b[size:], true
}
