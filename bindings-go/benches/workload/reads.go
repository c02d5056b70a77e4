package main

import "sync"

var (
	reads    = map[string]int{"w2": 5_000, "w3": 2_000}
	inFlight = map[string]int{"w2": 32, "w3": 1}
)

// singleReads makes single reads, as many at once as the workload says: of the users of the first page, over and over.
func singleReads(workload string, ids []int64, get func(id int64) (int64, error)) (int64, error) {
	var (
		workers = inFlight[workload]
		sums    = make([]int64, workers)
		faults  = make([]error, workers)
		done    sync.WaitGroup
	)
	for worker := range workers {
		done.Add(1)
		go func() {
			defer done.Done()
			for at := worker; at < reads[workload] && faults[worker] == nil; at += workers {
				sum, err := get(ids[at%len(ids)])
				sums[worker] += sum
				faults[worker] = err
			}
		}()
	}
	done.Wait()
	var total int64
	for worker, sum := range sums {
		if faults[worker] != nil {
			return 0, faults[worker]
		}
		total += sum
	}
	return total, nil
}

// length is the length of a text in bytes.
func length(text string) int64 {
	return int64(len(text))
}

// sumOfTime is the same for a text with an offset and for one without.
func sumOfTime(text string) int64 {
	if len(text) < len("2006-01-02 15:04:05") {
		return 0
	}
	return digits(text[8:10]) + digits(text[17:19])
}

func digits(text string) int64 {
	return int64(text[0]-'0')*10 + int64(text[1]-'0')
}

func flag(flag bool) int64 {
	if flag {
		return 1
	}
	return 0
}
