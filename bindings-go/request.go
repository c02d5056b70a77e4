package lastpassadmin

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// request is an operation and its arguments, as JSON with the names of the SDK.
type request struct {
	operation string
	object
}

func newRequest(operation string) *request {
	return &request{operation: operation}
}

// body gives the arguments as a JSON object, or what is wrong with the first of them that cannot be sent.
func (r *request) body() ([]byte, error) {
	if refused := r.refused; refused != nil {
		return nil, invalidArgument(r.operation, refused.name, refused.message)
	}
	return r.close(), nil
}

// object writes the members of a JSON object. A member that JSON cannot carry as it is, is refused by its name; of several,
// the first one.
type object struct {
	json    []byte
	refused *refusal
}

// refusal says of what is wrong with a member.
type refusal struct {
	// The way to it, for example `users[2].username`.
	name    string
	message string
}

// What is said of values that are refused here, before the core sees them.
const (
	notGiven  = "is not given"
	notText   = "is not UTF-8"
	notFinite = "must be a finite number"
)

func (o *object) refuse(name, message string) {
	if o.refused == nil {
		o.refused = &refusal{name, message}
	}
}

// close gives the whole object. It leaves the object as it is: a list is asked for anew each time it is gone through.
func (o *object) close() []byte {
	if len(o.json) == 0 {
		return []byte("{}")
	}
	return append(slices.Clip(o.json), '}')
}

// name begins a member, whose value has to follow.
func (o *object) name(name string) {
	mark := byte(',')
	if len(o.json) == 0 {
		mark = '{'
	}
	o.json = append(strconv.AppendQuote(append(o.json, mark), name), ':')
}

func (o *object) text(name, value string) {
	if o.isText(name, value) {
		o.name(name)
		o.quote(value)
	}
}

// required writes a text that has to be given: of a member of parameters or of a row, the zero value says that it is not.
func (o *object) required(name, value string) {
	if value == "" {
		o.refuse(name, notGiven)
		return
	}
	o.text(name, value)
}

func (o *object) secret(name string, value Secret) {
	o.text(name, string(value))
}

func (o *object) integer(name string, value int64) {
	o.name(name)
	o.json = strconv.AppendInt(o.json, value, 10)
}

func (o *object) count(name string, value int) {
	o.integer(name, int64(value))
}

func (o *object) number(name string, value float64) {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		o.refuse(name, notFinite)
		return
	}
	o.name(name)
	o.json = strconv.AppendFloat(o.json, value, 'g', -1, 64)
}

func (o *object) flag(name string, value bool) {
	o.name(name)
	o.json = strconv.AppendBool(o.json, value)
}

func (o *object) time(name string, value LocalTime) {
	o.text(name, value.given())
}

func (o *object) cursor(name string, value *EventCursor) {
	if value == nil {
		o.refuse(name, notGiven)
		return
	}
	o.name(name)
	o.json = append(o.json, value.json()...)
}

// any writes whatever JSON can carry.
func (o *object) any(name string, value any) {
	if !o.isJSON(name, value, 0) {
		return
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		o.refuse(name, fmt.Sprintf("cannot be sent as JSON: %s", err))
		return
	}
	// encoding/json writes a byte that is not UTF-8 as this escape, and the character itself as it is.
	if bytes.Contains(bytes.ReplaceAll(encoded, []byte(`\\`), nil), []byte(`\ufffd`)) {
		o.refuse(name, notText)
		return
	}
	o.name(name)
	o.json = append(o.json, encoded...)
}

// deepest is how deep JSON may be nested.
const deepest = 100

// isJSON looks in common values for what JSON cannot carry, to refuse it by its full name.
func (o *object) isJSON(name string, value any, depth int) bool {
	if depth > deepest {
		o.refuse(strings.SplitN(name, ".", 2)[0], "is nested too deeply, or holds itself")
		return false
	}
	switch value := value.(type) {
	case string:
		return o.isText(name, value)
	case float64:
		if math.IsNaN(value) || math.IsInf(value, 0) {
			o.refuse(name, notFinite)
			return false
		}
	case []any:
		for i, item := range value {
			if !o.isJSON(fmt.Sprintf("%s[%d]", name, i), item, depth+1) {
				return false
			}
		}
	case map[string]any:
		for key, item := range value {
			if !o.isText(name, key) || !o.isJSON(name+"."+key, item, depth+1) {
				return false
			}
		}
	case map[string]string:
		for key, item := range value {
			if !o.isText(name, key) || !o.isText(name+"."+key, item) {
				return false
			}
		}
	}
	return true
}

func (o *object) isText(name, value string) bool {
	if utf8.ValidString(value) {
		return true
	}
	o.refuse(name, notText)
	return false
}

// quote writes a text that is UTF-8.
func (o *object) quote(value string) {
	o.json = append(o.json, '"')
	for i := range len(value) {
		switch letter := value[i]; {
		case letter == '"' || letter == '\\':
			o.json = append(o.json, '\\', letter)
		case letter < ' ':
			o.json = fmt.Appendf(o.json, `\u%04x`, letter)
		default:
			o.json = append(o.json, letter)
		}
	}
	o.json = append(o.json, '"')
}

// optional writes a member that may not be given.
func optional[T any](write func(name string, value T), name string, value *T) {
	if value != nil {
		write(name, *value)
	}
}

// giveTexts writes a list of texts. One that is nil is not given, and one that is empty is.
func giveTexts[S ~string](o *object, name string, values []S) {
	if values == nil {
		o.refuse(name, notGiven)
		return
	}
	o.name(name)
	o.json = append(o.json, '[')
	for i, value := range values {
		if !utf8.ValidString(string(value)) {
			o.refuse(fmt.Sprintf("%s[%d]", name, i), notText)
			return
		}
		o.next(i)
		o.quote(string(value))
	}
	o.json = append(o.json, ']')
}

// giveRows writes a list of objects. One that is nil is not given, and one that is empty is.
func giveRows[T any](o *object, name string, values []T, give func(row *T, into *object)) {
	if values == nil {
		o.refuse(name, notGiven)
		return
	}
	o.name(name)
	o.json = append(o.json, '[')
	var row object
	for i := range values {
		row.json = row.json[:0]
		give(&values[i], &row)
		if row.refused != nil {
			o.refuse(fmt.Sprintf("%s[%d].%s", name, i, row.refused.name), row.refused.message)
			return
		}
		o.next(i)
		o.json = append(o.json, row.close()...)
	}
	o.json = append(o.json, ']')
}

// next goes on to an item of a list.
func (o *object) next(index int) {
	if index > 0 {
		o.json = append(o.json, ',')
	}
}
