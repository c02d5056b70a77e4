package main

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

// localTime is a time without a zone, as the protocol shows it.
type localTime struct {
	Text      string  `json:"text"`
	Instant   *string `json:"instant"`
	Ambiguous bool    `json:"ambiguous"`
}

// canonical is what the package gave as JSON that is the same in every language.
func canonical(value any) any {
	return canonicalValue(reflect.ValueOf(value))
}

func canonicalValue(value reflect.Value) any {
	switch value.Kind() {
	case reflect.Invalid:
		return nil
	case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice:
		if value.IsNil() {
			return nil
		}
	}
	switch known := value.Interface().(type) {
	case *lastpassadmin.Error:
		return canonicalError(known)
	case *lastpassadmin.CredentialReport:
		return outcome{"business": canonical(known.Business), "provisioning": canonical(known.Provisioning)}
	case *lastpassadmin.CredentialStatus:
		return outcome{"works": known.Works(), "error": canonical(known.Err)}
	case *lastpassadmin.RawResponse:
		return outcome{"status": known.Status, "body": canonical(known.Body)}
	case *lastpassadmin.EventCursor, json.RawMessage:
		return known
	case lastpassadmin.LocalTime:
		return local(known)
	case time.Time:
		return instant(known)
	}
	switch value.Kind() {
	case reflect.Pointer, reflect.Interface:
		return canonicalValue(value.Elem())
	case reflect.Struct:
		return fields(value)
	case reflect.Slice:
		elements := make([]any, value.Len())
		for at := range elements {
			elements[at] = canonicalValue(value.Index(at))
		}
		return elements
	}
	return value.Interface()
}

// fields are the fields of a record, by their names in JSON; its unknown members, if there are any.
func fields(record reflect.Value) outcome {
	shown := outcome{}
	for at := range record.NumField() {
		name, _, _ := strings.Cut(record.Type().Field(at).Tag.Get("json"), ",")
		value := canonicalValue(record.Field(at))
		if name != "extra" || value != nil {
			shown[name] = value
		}
	}
	return shown
}

func local(time lastpassadmin.LocalTime) localTime {
	shown := localTime{Text: time.Text, Ambiguous: time.IsAmbiguous}
	if !time.Time.IsZero() {
		shown.Instant = lastpassadmin.Ptr(instant(time.Time))
	}
	return shown
}

func instant(moment time.Time) string {
	return moment.UTC().Format(time.RFC3339)
}
