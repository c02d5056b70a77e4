package lastpassadmin

import "unsafe"

// The cells of a record, as the core lays them out in its memory. A record is a row of them; in a cell of what is absent
// everything is 0.

// textCell is a text, or any JSON as text.
type textCell struct {
	data   *byte
	length uintptr
}

// integerCell is a whole number.
type integerCell struct {
	value int64
	isSet int64
}

// numberCell is a number.
type numberCell struct {
	value float64
	isSet int64
}

// flagCell is a yes or no.
type flagCell struct {
	value int32
	isSet int32
}

// timeCell is a time as text, and the instant where it is known.
type timeCell struct {
	text        textCell
	unixSeconds int64
	utcOffset   int32
	hasInstant  uint8
	isAmbiguous uint8
	_           uint16
}

// cells are rows of cells of one kind, one behind the other: records, texts, or pairs.
type cells struct {
	items  unsafe.Pointer
	length uintptr
}

// textPair is an entry of a map of texts.
type textPair struct {
	key   textCell
	value textCell
}

// listOf are cells that are there, as what they are.
func listOf[T any](from cells) []T {
	return unsafe.Slice((*T)(from.items), from.length)
}
