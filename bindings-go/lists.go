package lastpassadmin

import (
	"iter"
	"slices"
)

// items goes through a list, from its beginning each time, and closes it.
func items[T any](begin func() *Pager[T]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		list := begin()
		defer list.Close()
		list.All()(yield)
	}
}

// Pages goes through the pages of the list. Items of a page at hand that were not taken are passed
// over. An error comes once, with a nil page, and is the last.
func (p *Pager[T]) Pages() iter.Seq2[*Page[T], error] {
	return func(yield func(*Page[T], error) bool) {
		defer p.pause()
		for {
			page, err := p.Next()
			if page == nil && err == nil {
				return
			}
			if !yield(page, err) || err != nil {
				return
			}
		}
	}
}

// All goes through the items that are left. An error comes once, with a zero item, and is the last.
func (p *Pager[T]) All() iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		defer p.pause()
		for {
			page, items, err := p.take()
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			if page == nil || !p.give(page, items, yield) {
				return
			}
		}
	}
}

// Collect reads all that is left. A failure in the middle is a failure of the whole list, and takes
// nothing.
func (p *Pager[T]) Collect() ([]T, error) {
	p.reading.Lock()
	defer p.reading.Unlock()
	for {
		page, err := p.read()
		if err != nil {
			return nil, err
		}
		p.mu.Lock()
		if page == nil {
			break
		}
		p.kept = append(p.kept, page)
		p.mu.Unlock()
	}
	defer p.mu.Unlock()
	parts := [][]T{p.left}
	for _, page := range p.kept {
		parts = append(parts, page.Items)
	}
	p.open, p.left, p.kept = nil, nil, nil
	if all := slices.Concat(parts...); all != nil {
		return all, nil
	}
	return []T{}, nil
}

// take takes the items that a loop left behind, or those of the next page.
func (p *Pager[T]) take() (*Page[T], []T, error) {
	p.mu.Lock()
	if left := p.left; len(left) > 0 {
		defer p.mu.Unlock()
		p.left = nil
		return p.open, left, nil
	}
	p.mu.Unlock()
	page, err := p.turn()
	if page == nil {
		return nil, nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open = page
	return page, page.Items, nil
}

// give gives items of a page one by one, as long as they are wanted. Those that are not, are left
// for the next loop.
func (p *Pager[T]) give(page *Page[T], items []T, yield func(T, error) bool) bool {
	given := 0
	defer func() { p.leave(page, items[given:]) }()
	for given < len(items) {
		given++
		if given == len(items) {
			p.leave(page, nil)
		}
		if !yield(items[given-1], nil) {
			return false
		}
	}
	return true
}

// leave says which items of the page at hand are left, if it is this one still.
func (p *Pager[T]) leave(page *Page[T], items []T) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open != page {
		return
	}
	p.left = items
	if len(items) == 0 {
		p.open = nil
	}
}
