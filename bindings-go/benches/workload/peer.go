package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
)

// peer is what one would write with net/http and encoding/json: connections are kept, answers go into structs.
type peer struct {
	http         *http.Client
	business     string
	authorize    string
	provisioning string
	cid          int64
	provhash     string
}

func newPeer() (*peer, error) {
	cid, err := strconv.ParseInt(os.Getenv("LASTPASS_CID"), 10, 64)
	if err != nil {
		return nil, err
	}
	return &peer{
		http:         &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 32}},
		business:     os.Getenv("LASTPASS_BUSINESS_URL"),
		authorize:    "api-key " + os.Getenv("LASTPASS_API_KEY"),
		provisioning: os.Getenv("LASTPASS_PROVISIONING_URL"),
		cid:          cid,
		provhash:     os.Getenv("LASTPASS_PROVHASH"),
	}, nil
}

// get reads something of the Business API.
func (p *peer) get(ctx context.Context, path string, into any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.business+path, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", p.authorize)
	return p.ask(request, into)
}

// users reads a page of the command getuserdata.
func (p *peer) users(ctx context.Context, index int, into any) error {
	body, err := json.Marshal(map[string]any{
		"cid":      p.cid,
		"provhash": p.provhash,
		"cmd":      "getuserdata",
		"data":     map[string]int{"pagesize": 2_000, "pageindex": index},
	})
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.provisioning, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	return p.ask(request, into)
}

func (p *peer) ask(request *http.Request, into any) error {
	answer, err := p.http.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", answer.StatusCode)
	}
	if err := json.NewDecoder(answer.Body).Decode(into); err != nil {
		return err
	}
	// A connection is kept only if its answer was read to the end.
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

// page reads a page of the users of the Business API.
func (p *peer) page(ctx context.Context, token string) (users []businessUser, next string, err error) {
	path := "/v1/users?max-results=500"
	if token != "" {
		path += "&page-token=" + url.QueryEscape(token)
	}
	var page struct {
		Items         []businessUser `json:"items"`
		NextPageToken string         `json:"nextPageToken"`
	}
	err = p.get(ctx, path, &page)
	return page.Items, page.NextPageToken, err
}

// list reads all users of the Business API.
func (p *peer) list(ctx context.Context) ([]businessUser, error) {
	var all []businessUser
	for token := ""; ; {
		users, next, err := p.page(ctx, token)
		if err != nil {
			return nil, err
		}
		all = append(all, users...)
		if next == "" {
			return all, nil
		}
		token = next
	}
}

// provisioned reads all users of the Provisioning API, and makes of each what the caller wants of it.
func provisioned[T any](ctx context.Context, p *peer, make func(id string, user vendorsUser) (T, error)) ([]T, error) {
	var all []T
	for index := 0; ; index++ {
		var page struct {
			Users map[string]vendorsUser
			Total int `json:"total"`
		}
		if err := p.users(ctx, index, &page); err != nil {
			return nil, err
		}
		for id, user := range page.Users {
			made, err := make(id, user)
			if err != nil {
				return nil, err
			}
			all = append(all, made)
		}
		if len(all) >= page.Total {
			return all, nil
		}
	}
}

// asItComes takes the vendor's values as they come: its times and scores are texts.
func asItComes(ctx context.Context, workload, members string) (int64, error) {
	if workload != "w4" {
		return ofBusiness(ctx, workload, members)
	}
	peer, err := newPeer()
	if err != nil {
		return 0, err
	}
	users, err := provisioned(ctx, peer, func(id string, user vendorsUser) (vendorsUser, error) {
		user.ID = id
		return user, nil
	})
	if err != nil {
		return 0, err
	}
	return sum(users, members, (*vendorsUser).three, (*vendorsUser).every), nil
}

// theSame makes what the package gives: times with their zone, and numbers.
func theSame(ctx context.Context, workload, members string) (int64, error) {
	if workload != "w4" {
		return ofBusiness(ctx, workload, members)
	}
	peer, err := newPeer()
	if err != nil {
		return 0, err
	}
	users, err := provisioned(ctx, peer, typed)
	if err != nil {
		return 0, err
	}
	return sum(users, members, (*typedUser).three, (*typedUser).every), nil
}

func ofBusiness(ctx context.Context, workload, members string) (int64, error) {
	peer, err := newPeer()
	if err != nil {
		return 0, err
	}
	if workload == "w1" {
		users, err := peer.list(ctx)
		return sum(users, members, (*businessUser).three, (*businessUser).every), err
	}
	first, _, err := peer.page(ctx, "")
	if err != nil {
		return 0, err
	}
	ids := make([]int64, len(first))
	for at, user := range first {
		ids[at] = user.ID
	}
	return singleReads(workload, ids, func(id int64) (int64, error) {
		var user businessUser
		err := peer.get(ctx, "/v1/users/"+strconv.FormatInt(id, 10), &user)
		return user.every(), err
	})
}

// sum adds up the members of all users.
func sum[T any](users []T, members string, three, every func(*T) int64) int64 {
	of := every
	if members == "three" {
		of = three
	}
	var total int64
	for at := range users {
		total += of(&users[at])
	}
	return total
}
