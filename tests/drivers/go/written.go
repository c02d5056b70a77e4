package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
)

// So many records of a list are checked.
const checked = 200

// checkAll checks the first records of a list.
func checkAll(records reflect.Value) {
	for at := range min(records.Len(), checked) {
		check(records.Index(at))
	}
}

// check panics if the JSON that Go writes of a record does not hold what its fields hold, or does not survive being read.
func check(record reflect.Value) {
	if !record.FieldByName("Extra").IsValid() {
		// What is no record of the vendor's is not made to be kept.
		return
	}
	written := encoded(record.Interface())
	if shown := encoded(plain(canonicalValue(record))); !reflect.DeepEqual(decoded(written), decoded(shown)) {
		panic(fmt.Sprintf("a record is written as %s, and holds %s", written, shown))
	}
	again := reflect.New(record.Type())
	if err := json.Unmarshal(written, again.Interface()); err != nil {
		panic(fmt.Sprintf("%s cannot be read again: %v", written, err))
	}
	if read := encoded(again.Elem().Interface()); !bytes.Equal(read, written) {
		panic(fmt.Sprintf("a record is written as %s, and once it was read as %s", written, read))
	}
}

// plain is the canonical form without what is absent, and with the texts of times alone.
func plain(value any) any {
	switch value := value.(type) {
	case localTime:
		return value.Text
	case []any:
		elements := make([]any, len(value))
		for at, element := range value {
			elements[at] = plain(element)
		}
		return elements
	case outcome:
		given := outcome{}
		for name, member := range value {
			if member != nil {
				given[name] = plain(member)
			}
		}
		return given
	}
	return value
}

func encoded(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return text
}

func decoded(text []byte) (value any) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		panic(err)
	}
	return value
}
