package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

// order is that of the arguments which a method takes by their places, where it takes several.
var order = []string{"child_company_id", "admin_level_id", "user_id", "old_email", "new_email"}

// arguments are what a method takes: the context, arguments by their places, perhaps one struct of the others, the options.
func arguments(ctx context.Context, method reflect.Type, given members, options []lastpassadmin.Option) ([]reflect.Value, error) {
	left := maps.Clone(given)
	maps.DeleteFunc(left, func(name string, _ json.RawMessage) bool { return !given.has(name) })
	places := method.NumIn() - 1
	var params reflect.Value
	if kind := method.In(places - 1); kind.Kind() == reflect.Pointer && strings.HasSuffix(kind.Elem().Name(), "Params") {
		places--
		params = reflect.New(kind.Elem())
		isGiven := false
		for name, value := range left {
			if field := params.Elem().FieldByNameFunc(named(name)); field.IsValid() {
				if err := set(field, value); err != nil {
					return nil, fmt.Errorf("%s: %w", name, err)
				}
				isGiven = true
				delete(left, name)
			}
		}
		if !isGiven {
			// As one calls it who has nothing to say.
			params = reflect.Zero(kind)
		}
	}
	names := slices.SortedFunc(maps.Keys(left), func(one, other string) int {
		return slices.Index(order, one) - slices.Index(order, other)
	})
	values := []reflect.Value{reflect.ValueOf(ctx)}
	for place := 1; place < places; place++ {
		value := reflect.New(method.In(place)).Elem()
		if len(names) > 0 {
			if err := set(value, left[names[0]]); err != nil {
				return nil, fmt.Errorf("%s: %w", names[0], err)
			}
			names = names[1:]
		}
		values = append(values, value)
	}
	if len(names) > 0 {
		return nil, fmt.Errorf("%v are no arguments of this method", names)
	}
	if params.IsValid() {
		values = append(values, params)
	}
	return append(values, reflect.ValueOf(options)), nil
}

// set sets a value as one would write it in Go.
func set(into reflect.Value, text json.RawMessage) error {
	switch target := into.Addr().Interface().(type) {
	case **lastpassadmin.LocalTime:
		return setTime(target, text)
	case json.Unmarshaler:
		return json.Unmarshal(text, target)
	}
	switch into.Kind() {
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		return set(into.Elem(), text)
	case reflect.Struct:
		return setFields(into, text)
	case reflect.Slice:
		return setElements(into, text)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	// Numbers of any JSON stay as they are written.
	decoder.UseNumber()
	return decoder.Decode(into.Addr().Interface())
}

// setTime sets a time: one with an offset is an instant, and another one is local.
func setTime(into **lastpassadmin.LocalTime, text json.RawMessage) error {
	var written string
	if err := json.Unmarshal(text, &written); err != nil {
		return err
	}
	if moment, err := time.Parse(time.RFC3339, written); err == nil {
		*into = lastpassadmin.At(moment)
	} else {
		*into = lastpassadmin.AtLocal(written)
	}
	return nil
}

func setFields(into reflect.Value, text json.RawMessage) error {
	var given members
	if err := json.Unmarshal(text, &given); err != nil {
		return err
	}
	for name, value := range given {
		field := into.FieldByNameFunc(named(name))
		if !field.IsValid() {
			return fmt.Errorf("%s has no %s", into.Type(), name)
		}
		if given.has(name) {
			if err := set(field, value); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return nil
}

func setElements(into reflect.Value, text json.RawMessage) error {
	var given []json.RawMessage
	if err := json.Unmarshal(text, &given); err != nil {
		return err
	}
	into.Set(reflect.MakeSlice(into.Type(), len(given), len(given)))
	for at, value := range given {
		if err := set(into.Index(at), value); err != nil {
			return fmt.Errorf("%d: %w", at, err)
		}
	}
	return nil
}
