package lastpassadmin

import (
	"encoding/json"
	"strings"
	"sync"
	"time"
	"unsafe"
)

// reader makes values of records of one type.
type reader[T any] struct {
	// The name of the type.
	name string
	// Makes the values; nil of records that are absent.
	read func(memory *memory, from cells) []T
}

// memory is where the members of records go that are read together: a member is a pointer into a slab of its kind, so
// that an allocation serves many of them. What was read points to nothing outside of Go.
type memory struct {
	// All texts of the records, and where they stood.
	texts string
	start uintptr
	// How many values of a kind are made at once, at least.
	least int

	strings  slab[string]
	integers slab[int64]
	numbers  slab[float64]
	flags    slab[bool]
	times    slab[LocalTime]
	instants slab[time.Time]
	bytes    slab[byte]
	records  slabs

	zones []zone
}

// zone is a location, by its seconds ahead of UTC.
type zone struct {
	offset   int32
	location *time.Location
}

// memories are for further records when those that they were taken for have been read.
var memories = sync.Pool{New: func() any { return new(memory) }}

// newMemory copies the texts that so many records point into. It is to be released when they have been read.
func newMemory(texts unsafe.Pointer, length uintptr, records uintptr) *memory {
	m := memories.Get().(*memory)
	m.texts, m.start = strings.Clone(unsafe.String((*byte)(texts), length)), uintptr(texts)
	// A quarter: few values are made in vain where few records have the member.
	m.least = max(smallest, min(int(records/4), largest))
	return m
}

// release lets go of what was read.
func (m *memory) release() {
	*m = memory{zones: m.zones}
	memories.Put(m)
}

func (m *memory) plainText(cell *textCell) string {
	if cell.length == 0 {
		return ""
	}
	start := uintptr(unsafe.Pointer(cell.data)) - m.start
	return m.texts[start : start+cell.length]
}

func (m *memory) text(cell *textCell) *string {
	if cell.data == nil {
		return nil
	}
	text := m.strings.one(m.least)
	*text = m.plainText(cell)
	return text
}

func (m *memory) json(cell *textCell) json.RawMessage {
	if cell.data == nil {
		return nil
	}
	raw := m.bytes.cut(int(cell.length))
	copy(raw, m.plainText(cell))
	return raw
}

func (m *memory) integer(cell *integerCell) *int64 {
	if cell.isSet == 0 {
		return nil
	}
	integer := m.integers.one(m.least)
	*integer = cell.value
	return integer
}

func (m *memory) number(cell *numberCell) *float64 {
	if cell.isSet == 0 {
		return nil
	}
	number := m.numbers.one(m.least)
	*number = cell.value
	return number
}

func (m *memory) flag(cell *flagCell) *bool {
	if cell.isSet == 0 {
		return nil
	}
	flag := m.flags.one(m.least)
	*flag = cell.value != 0
	return flag
}

func (m *memory) localTime(cell *timeCell) *LocalTime {
	if cell.text.data == nil {
		return nil
	}
	local := m.times.one(m.least)
	local.Text = m.plainText(&cell.text)
	if cell.hasInstant != 0 {
		local.Time = time.Unix(cell.unixSeconds, 0).In(m.location(cell.utcOffset))
		local.IsAmbiguous = cell.isAmbiguous != 0
	}
	return local
}

func (m *memory) instant(cell *timeCell) *time.Time {
	if cell.hasInstant == 0 {
		return nil
	}
	instant := m.instants.one(m.least)
	*instant = time.Unix(cell.unixSeconds, 0).UTC()
	return instant
}

// location gives one location for all times that are as far ahead of UTC; an account has few of them.
func (m *memory) location(offset int32) *time.Location {
	for _, known := range m.zones {
		if known.offset == offset {
			return known.location
		}
	}
	location := time.FixedZone("", int(offset))
	m.zones = append(m.zones, zone{offset, location})
	return location
}

// textsOf reads a list of texts.
func textsOf[S ~string](m *memory, from cells) []S {
	if from.items == nil {
		return nil
	}
	list := listOf[textCell](from)
	texts := m.strings.cut(len(list))
	for i := range list {
		texts[i] = m.plainText(&list[i])
	}
	// A list of texts is a list of S: both hold strings.
	return unsafe.Slice((*S)(unsafe.Pointer(unsafe.SliceData(texts))), len(texts))
}

func (m *memory) textMap(from cells) map[string]string {
	if from.items == nil {
		return nil
	}
	pairs := listOf[textPair](from)
	texts := make(map[string]string, len(pairs))
	for i := range pairs {
		texts[m.plainText(&pairs[i].key)] = m.plainText(&pairs[i].value)
	}
	return texts
}

// first is the only record of those that were read, or nil where it is absent.
func first[T any](records []T) *T {
	if len(records) == 0 {
		return nil
	}
	return &records[0]
}

// slab gives values of one type away out of blocks.
type slab[T any] struct {
	block []T
	used  int
	// Values of all blocks.
	made int
}

// Values of a block: a short list costs little, and a long one few allocations.
const (
	smallest = 8
	largest  = 2048
)

// one gives one value.
func (s *slab[T]) one(least int) *T {
	if s.used == len(s.block) {
		s.grow(least)
	}
	value := &s.block[s.used]
	s.used++
	return value
}

// cut gives so many values, which stand one behind the other; a list that is empty is not nil.
func (s *slab[T]) cut(length int) []T {
	if length == 0 {
		return []T{}
	}
	if len(s.block)-s.used < length {
		s.grow(length)
	}
	start := s.used
	s.used += length
	return s.block[start:s.used:s.used]
}

// grow begins another block. Blocks grow with what was made already, so that an eighth of it at most is made in vain.
func (s *slab[T]) grow(least int) {
	s.block, s.used = make([]T, max(least, s.made/8)), 0
	s.made += len(s.block)
}

// Ptr is a pointer to a value: the optional members of parameters are given as pointers.
//
//	lp.Users.List(ctx, &lastpassadmin.UsersListParams{Email: lastpassadmin.Ptr("ada@example.com")})
func Ptr[T any](value T) *T {
	return &value
}

// Value is what a pointer points to, or the zero value where it is nil: what the vendor did not say.
func Value[T any](pointer *T) T {
	if pointer == nil {
		var zero T
		return zero
	}
	return *pointer
}
