package lastpassadmin

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/native"
)

// Pager is a list that is read as far as it is asked for.
//
// Next and Pages give its pages, All its items, Collect all items at once. From the second page on,
// the next page is on its way while you work on the one at hand; leaving a loop ends that, and
// Close ends the list. Nothing is sent before something of the list is asked for.
//
// An error ends a loop: what came before it is not the whole list. Asking again tries the same page
// again. A pager may be used from several goroutines: each page is given once.
type Pager[T any] struct {
	session   *session
	ctx       context.Context
	operation string
	of        reader[T]
	// What reads the list, unless it was refused.
	list    *list
	refused error

	// Held by who waits for a page.
	reading sync.Mutex
	// Guards what follows.
	mu sync.Mutex
	// The page whose items are being given, and those of it that a loop left behind.
	open *Page[T]
	left []T
	// Pages that were read for someone who did not come to the end: they are not lost.
	kept []*Page[T]
	// Where the list goes on behind the pages that were read; whether there is nothing behind them.
	next    string
	ended   bool
	summary ListSummary
}

// list is what has to be given up at the end of a list.
type list struct {
	*native.Pager
	// Lets go of the context.
	release func() bool
}

func (l *list) close() {
	l.release()
	l.Cancel()
	l.Close()
}

// pages gives a list. What is wrong with it is said when it is read.
func pages[T any](ctx context.Context, s *session, r *request, options []Option, of reader[T]) *Pager[T] {
	p := &Pager[T]{session: s, ctx: ctx, operation: r.operation, of: of}
	call, err := s.prepare(r, options)
	if err != nil {
		p.refused = err
		return p
	}
	listed, err := s.native.List(call)
	if err != nil {
		p.refused = s.failed(ctx, r.operation, err)
		return p
	}
	p.next, p.summary = listed.Token, ListSummary(listed.Summary)
	p.list = &list{listed, context.AfterFunc(ctx, listed.Cancel)}
	runtime.AddCleanup(p, (*list).close, p.list)
	return p
}

// Next reads the next page and gives all of it; items of the page at hand that are left are passed
// over. Behind the last page there is none: nil, and no error.
func (p *Pager[T]) Next() (*Page[T], error) {
	page, err := p.turn()
	p.mu.Lock()
	defer p.mu.Unlock()
	if err == nil {
		p.open, p.left = nil, nil
	}
	return page, err
}

// PageToken is where the list stands, to be kept and given as PageToken later; empty at its end.
//
// While items of a page are left, this is the page itself: an item may come twice after resuming,
// none is lost.
func (p *Pager[T]) PageToken() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.open != nil:
		return p.open.Token
	case len(p.kept) > 0:
		return p.kept[0].Token
	default:
		return p.next
	}
}

// Summary is what is known of the list so far.
func (p *Pager[T]) Summary() ListSummary {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.summary
}

// Close ends the list, and what goes on of it, and waits for nothing. A list that was read to its
// end needs none, but takes it; one that is forgotten is closed with the next garbage.
func (p *Pager[T]) Close() {
	if p.list != nil {
		p.list.close()
	}
}

// turn gives the next page, be it one that was kept.
func (p *Pager[T]) turn() (*Page[T], error) {
	p.reading.Lock()
	defer p.reading.Unlock()
	p.mu.Lock()
	if len(p.kept) > 0 {
		defer p.mu.Unlock()
		page := p.kept[0]
		p.kept = p.kept[1:]
		return page, nil
	}
	p.mu.Unlock()
	return p.read()
}

// read reads the page behind all that were read, while nobody else does.
func (p *Pager[T]) read() (*Page[T], error) {
	if p.refused != nil || p.ended {
		return nil, p.refused
	}
	if err := p.session.begin(p.ctx, p.operation); err != nil {
		return nil, err
	}
	came, there, err := p.list.Next()
	p.session.done()
	if errors.Is(err, native.ErrClosed) {
		return nil, newError(ErrConfiguration, p.operation, "this list is closed; begin it again, at its page token")
	} else if err != nil {
		return nil, p.session.failed(p.ctx, p.operation, err)
	}
	var read *Page[T]
	if there {
		read, err = page(p.operation, &came, p.of)
		came.Free()
		if err != nil {
			return nil, err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.summary = ListSummary(came.Summary)
	if there {
		p.next = read.NextToken
	} else {
		p.ended = true
		p.list.close()
	}
	return read, nil
}

// pause ends the reading ahead until the next page is asked for.
func (p *Pager[T]) pause() {
	if p.list != nil {
		p.list.Pause()
	}
}
