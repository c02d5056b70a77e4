// Package lastpassadmin administers a LastPass Business account, over the Business API and the
// Provisioning API.
//
//	lp, err := lastpassadmin.New() // LASTPASS_API_KEY, LASTPASS_CID, LASTPASS_PROVHASH
//	if err != nil {
//		return err
//	}
//	defer lp.Close()
//	for user, err := range lp.Users.List(ctx, nil) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(lastpassadmin.Value(user.ID), lastpassadmin.Value(user.Email))
//	}
//
// A client holds an API key, or a CID with its provisioning hash, or both, and is safe to share
// between goroutines. Resources hang off it. A method takes a context, whose end ends the request
// on the wire; then what it needs, a struct of what may be left out, nil for nothing of it; and
// options of this call, such as [WithTimeout].
//
// # Results
//
// What is answered are plain structs with JSON tags. Whatever the vendor may leave out is a
// pointer, nil where it did; [Value] gives the zero value then. An empty list is not nil, a list that
// is absent is. Enums are strings, and may hold a value that this version does not know; members
// that it does not know stand in Extra. Records of a page share memory: whoever keeps one of them
// for long copies it.
//
// # Lists
//
// A list is ranged over, or read page by page with a [Pager], which can be resumed:
//
//	pager := lp.Users.ListPages(ctx, nil)
//	defer pager.Close()
//	for page, err := range pager.Pages() {
//		if err != nil {
//			return err
//		}
//		fmt.Println(len(page.Items), pager.PageToken())
//	}
//
// # Errors
//
// All are an [*Error], which errors.As gives, with one of the kinds, for example [ErrNotFound], which
// errors.Is compares. Delivery says whether the request may have taken effect. That of a context
// that has ended is also context.Canceled, or context.DeadlineExceeded.
package lastpassadmin
