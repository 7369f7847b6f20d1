# Becomes a worker once it is guarded.
#
# Called as   sh -c "<this text>" selfscale-worker <command> <argument>...
# POSIX sh (dash, ash, bash). Lines that begin with a # are taken out before it is run.

# The virtual machine says go when the lifeline knows this process. If it ends before, the pipe ends, and so does this.
read -r _ || exit 1

# Ctrl-C goes to every process of the terminal's group. The virtual machine decides what becomes of its workers.
trap '' INT

# The worker takes over the number of this shell, so that the number that the virtual machine knows is the worker's.
exec "$@" </dev/null
