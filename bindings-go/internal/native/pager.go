package native

/*
#include "calls.h"
*/
import "C"

import "unsafe"

// Pager is a list that is read page by page.
type Pager struct {
	owned
	pager  *C.lpa_pager
	cancel *Cancel
	// Where the list begins; empty at its start.
	Token string
	// What is known of it before it is read.
	Summary Summary
}

// Page is a page of a list. It stands in the memory of C, and is gone once it is freed.
type Page struct {
	TypeName         string
	Token, NextToken string
	Records
	Response Response
	// What is known of the list, with this page.
	Summary Summary
	page    *C.lpa_page
}

// Response is what came with a page.
type Response struct {
	Status, Attempts int
	// In seconds.
	Elapsed float64
	Headers map[string]string
}

// Summary is what is known of a list.
type Summary struct {
	Items, Duplicates                 uint64
	Total                             *int64
	Complete, Resumed, IsInconsistent bool
}

// List gives the list that an operation answers. Nothing is sent before its first page is asked
// for. Closing the list ends what goes on of it.
func (c *Client) List(call Call) (*Pager, error) {
	if !c.use() {
		return nil, ErrClosed
	}
	defer c.done()
	arguments, argumentsLength := bytesOf(call.Arguments)
	options, optionsLength := bytesOf(call.Options)
	cancel := NewCancel()
	var pager *C.lpa_pager
	var failure *C.lpa_error
	status := C.go_list(c.client, named(call.Operation), arguments, argumentsLength, options, optionsLength,
		cancel.token, &pager, &failure)
	if status != C.LPA_OK {
		cancel.Close()
		return nil, failed(failure)
	}
	free := func() {
		C.lpa_pager_free(pager)
		cancel.Close()
	}
	return &Pager{
		owned:   owned{free: free},
		pager:   pager,
		cancel:  cancel,
		Token:   string(copied(C.lpa_pager_page_token(pager))),
		Summary: summary(C.lpa_pager_summary(pager)),
	}, nil
}

// Next reads the next page, which has to be freed; there is none behind the last one.
func (p *Pager) Next() (Page, bool, error) {
	if !p.use() {
		return Page{}, false, ErrClosed
	}
	defer p.done()
	var page *C.lpa_page
	var known C.lpa_summary
	var failure *C.lpa_error
	if C.go_next_page(p.pager, &page, &known, &failure) != C.LPA_OK {
		return Page{}, false, failed(failure)
	}
	if page == nil {
		return Page{Summary: summary(known)}, false, nil
	}
	return Page{
		TypeName:  viewed(page.type_name),
		Token:     string(copied(page.token)),
		NextToken: string(copied(page.next_token)),
		Records:   records(&page.records, page.length, &page.texts),
		Response:  response(page.response),
		Summary:   summary(known),
		page:      page,
	}, true, nil
}

// Free gives the memory of a page back.
func (p *Page) Free() {
	C.lpa_page_free(p.page)
}

// Pause ends the reading ahead until the next page is asked for.
func (p *Pager) Pause() {
	if p.use() {
		defer p.done()
		C.lpa_pager_pause(p.pager)
	}
}

// Cancel ends what goes on of the list, for good.
func (p *Pager) Cancel() {
	p.cancel.Fire()
	p.Pause()
}

func response(of *C.lpa_response) Response {
	headers := make(map[string]string, of.headers.length)
	for _, header := range unsafe.Slice(of.headers.items, of.headers.length) {
		headers[string(copied(header.key))] = string(copied(header.value))
	}
	return Response{
		Status:   int(of.status),
		Attempts: int(of.attempts),
		Elapsed:  float64(of.elapsed),
		Headers:  headers,
	}
}

func summary(of C.lpa_summary) Summary {
	known := Summary{
		Items:          uint64(of.items),
		Duplicates:     uint64(of.duplicates),
		Complete:       of.complete.value != 0,
		Resumed:        of.resumed.value != 0,
		IsInconsistent: of.is_inconsistent.value != 0,
	}
	if of.total.is_set != 0 {
		total := int64(of.total.value)
		known.Total = &total
	}
	return known
}
