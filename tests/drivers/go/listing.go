package main

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// read reads a list as far as a step says: nothing, `{"first": 3}`, `{"pages": 2}` or `"summary"`.
func read(list, pages reflect.Value, given []reflect.Value, how json.RawMessage) (any, error) {
	if len(how) == 0 || string(how) == "null" {
		items, err := some(list.CallSlice(given)[0], -1)
		return outcome{"items": canonicalValue(items)}, err
	}
	pager := pages.CallSlice(given)[0]
	ask := func(what string) reflect.Value { return pager.MethodByName(what).Call(nil)[0] }
	defer pager.MethodByName("Close").Call(nil)
	var summary string
	if json.Unmarshal(how, &summary) == nil && summary == "summary" {
		values := pager.MethodByName("Collect").Call(nil)
		items, err := answer(values)
		return outcome{"items": items, "summary": canonicalValue(ask("Summary"))}, err
	}
	var part struct{ First, Pages *int }
	if err := json.Unmarshal(how, &part); err != nil {
		return nil, err
	}
	switch {
	case part.First != nil:
		items, err := some(ask("All"), *part.First)
		return outcome{"items": canonicalValue(items), "page_token": position(ask)}, err
	case part.Pages != nil:
		found, err := some(ask("Pages"), *part.Pages)
		if err != nil {
			return nil, err
		}
		pages := []any{}
		for at := range found.Len() {
			pages = append(pages, canonicalValue(found.Index(at).Elem().FieldByName("Items")))
		}
		return outcome{"pages": pages, "page_token": position(ask)}, nil
	}
	return nil, fmt.Errorf("a list cannot be read like this: %s", how)
}

// some takes so many of a sequence, and none further; all of it if there is no number.
func some(sequence reflect.Value, count int) (reflect.Value, error) {
	element := sequence.Type().In(0).In(0)
	found := reflect.MakeSlice(reflect.SliceOf(element), 0, 0)
	if count == 0 {
		return found, nil
	}
	for item, failure := range sequence.Seq2() {
		if err, failed := failure.Interface().(error); failed {
			return found, err
		}
		if found = reflect.Append(found, item); found.Len() == count {
			break
		}
	}
	if element.Kind() == reflect.Struct {
		checkAll(found)
	}
	return found, nil
}

// position is where a list stands; nothing at its end.
func position(ask func(string) reflect.Value) any {
	if token := ask("PageToken").String(); token != "" {
		return token
	}
	return nil
}
