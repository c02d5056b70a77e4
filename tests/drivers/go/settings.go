package main

import (
	"encoding/json"
	"fmt"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

// settings are settings of a client, or options of a call, as a user of the package gives them.
func settings(given members) ([]lastpassadmin.Option, error) {
	var options []lastpassadmin.Option
	if given.has("cid") || given.has("provhash") {
		var cid, provhash string
		if err := given.read("cid", &cid); err != nil {
			// It may be given as a number, too.
			cid = string(given["cid"])
		}
		if err := given.read("provhash", &provhash); err != nil {
			return nil, err
		}
		options = append(options, lastpassadmin.WithProvisioning(cid, provhash))
	}
	for name := range given {
		if name == "cid" || name == "provhash" || !given.has(name) {
			continue
		}
		set, known := setters[name]
		if !known {
			return nil, fmt.Errorf("there is no setting %s", name)
		}
		more, err := set(given[name])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		options = append(options, more...)
	}
	return options, nil
}

// setter makes options of a setting as a step has it.
type setter func(value json.RawMessage) ([]lastpassadmin.Option, error)

var setters = map[string]setter{
	"api_key":             of(lastpassadmin.WithAPIKey),
	"business_url":        of(lastpassadmin.WithBusinessURL),
	"provisioning_url":    of(lastpassadmin.WithProvisioningURL),
	"api_user":            of(lastpassadmin.WithAPIUser),
	"time_zone":           of(lastpassadmin.WithTimeZone),
	"read_only":           of(lastpassadmin.WithReadOnly),
	"requests_per_second": of(lastpassadmin.WithRequestsPerSecond),
	"user_agent_suffix":   of(lastpassadmin.WithUserAgentSuffix),
	"backoff":             backoff,
	"timeout":             ofTime(lastpassadmin.WithTimeout),
	"attempt_timeout":     ofTime(lastpassadmin.WithAttemptTimeout),
	"connect_timeout":     ofTime(lastpassadmin.WithConnectTimeout),
	"read_timeout":        ofTime(lastpassadmin.WithReadTimeout),
	"chunk_pause":         ofTime(lastpassadmin.WithChunkPause),
	"max_retries":         of(lastpassadmin.WithMaxRetries),
	"chunk_size":          of(lastpassadmin.WithChunkSize),
	"gone_is_deleted":     of(lastpassadmin.WithGoneIsDeleted),
	"headers":             ofPairs(lastpassadmin.WithHeader),
	"query":               ofPairs(lastpassadmin.WithQuery),
}

func of[T any](option func(T) lastpassadmin.Option) setter {
	return func(text json.RawMessage) ([]lastpassadmin.Option, error) {
		var value T
		err := json.Unmarshal(text, &value)
		return []lastpassadmin.Option{option(value)}, err
	}
}

func ofTime(option func(time.Duration) lastpassadmin.Option) setter {
	return of(func(number float64) lastpassadmin.Option { return option(seconds(number)) })
}

func ofPairs(option func(name, value string) lastpassadmin.Option) setter {
	return func(text json.RawMessage) ([]lastpassadmin.Option, error) {
		var (
			pairs   map[string]string
			options []lastpassadmin.Option
		)
		err := json.Unmarshal(text, &pairs)
		for name, value := range pairs {
			options = append(options, option(name, value))
		}
		return options, err
	}
}

func backoff(text json.RawMessage) ([]lastpassadmin.Option, error) {
	var waits struct {
		Base, Cap    float64
		LongestAsked float64 `json:"longest_asked"`
	}
	err := json.Unmarshal(text, &waits)
	option := lastpassadmin.WithBackoff(seconds(waits.Base), seconds(waits.Cap), seconds(waits.LongestAsked))
	return []lastpassadmin.Option{option}, err
}

// has tells whether a member is given; null is not.
func (m members) has(name string) bool {
	value := m[name]
	return len(value) > 0 && string(value) != "null"
}

// read reads a member, if it is given.
func (m members) read(name string, into any) error {
	if !m.has(name) {
		return nil
	}
	return json.Unmarshal(m[name], into)
}
