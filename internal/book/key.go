package book

import (
	"encoding/binary"

	"duebook/internal/civil"
)

// Key is a fixed-width key in the making: its bytes order as its values do.
type Key []byte

// U8 appends one byte.
func (k Key) U8(v uint8) Key { return append(k, v) }

// U16 appends a big-endian 16-bit number.
func (k Key) U16(v uint16) Key { return binary.BigEndian.AppendUint16(k, v) }

// U32 appends a big-endian 32-bit number.
func (k Key) U32(v uint32) Key { return binary.BigEndian.AppendUint32(k, v) }

// U64 appends a big-endian 64-bit number.
func (k Key) U64(v uint64) Key { return binary.BigEndian.AppendUint64(k, v) }

// Date appends a day; days before 1970 order first.
func (k Key) Date(d civil.Date) Key { return k.U32(uint32(d) ^ 1<<31) }

// Text appends a text; only the last part of a key may be one.
func (k Key) Text(s string) Key { return append(k, s...) }

// Account starts a key of the clustered account bucket: account, then the kind
// of row. What belongs to an account lies together.
func Account(account uint32, kind byte) Key {
	return make(Key, 0, 24).U32(account).U8(kind)
}

// U32At reads the big-endian 32-bit number at an offset of a key.
func U32At(k []byte, at int) uint32 { return binary.BigEndian.Uint32(k[at:]) }

// DateAt reads the date at an offset of a key.
func DateAt(k []byte, at int) civil.Date {
	return civil.Date(binary.BigEndian.Uint32(k[at:]) ^ 1<<31)
}
