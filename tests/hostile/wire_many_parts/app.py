from statecourse.seam import worker

real = worker.Page
worker.Page = lambda messages, **rest: real(messages=messages[:1] * 100_000, **rest)
