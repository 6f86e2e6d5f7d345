"""Runs one student's app after another, each confined in a process of its own, for a judge that trusts none of them.

A judge starts a warm server, which has loaded what apps need and forks a *worker* for each app. The worker confines
itself, tells what confines it, and only then runs the app; the judge asks it over a socket, bounds what it answers,
takes and keeps, and kills it. What a worker runs is for the room `runtime` to say. docs/security.md says what is promised.

This room imports `course` alone. Begin with `sandbox`: `Sandbox.worker` is the way to a worker, `discard` its end.

In the judge:
    sandbox: starts servers, asks them for workers, discards these with their folders
    start: the processes that it starts, so light that a server can start before all else
    processes: how the judge speaks with them, and ends them
    worker_handle: one worker: ask it, watch it, kill it, and say why it was lost
    app_folder: the copy of an answer that an app runs in, and how it is deleted
    usage_watch: what a worker has on disk, and how many threads
    meter: counts what a worker takes into the budget of its answer

Between them:
    messages: what is said about workers
    channel: sends and receives messages of fixed types, bounded in size
    part_count: counts the parts of a message before it is decoded

In the server and its workers:
    boot: the first lines of a process, and of a worker
    fork_server: forks workers, kills and reaps them
    confine: the layers that every worker gets, where the machine has them: Landlock, limits, users
    detours: other ways to what an honest app may do, where these layers are too coarse
    syscalls: one of them, the filter of system calls (seccomp), made from ``syscalls.txt``
    optional_layers: a disk and a count of threads of its own, which `grade` does without where it must
"""
