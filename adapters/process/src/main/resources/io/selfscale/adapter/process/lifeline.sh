# The lifeline of a process pool: kills the pool's workers when the virtual machine that started them has ended, however
# it ended, kill -9 included. One such process runs for each pool, as a child of that virtual machine.
#
# POSIX sh (dash, ash, bash). Lines that begin with a # are taken out before it is run.
#
# Standard input is a pipe whose only write end the virtual machine holds; when that ends, the kernel closes the pipe.
# What comes through it, one a line:
#   guard <pid>      a worker that does not run its command yet, see worker.sh
#   release <pid>    a worker that has ended

# A terminal sends its signals to the whole group of processes. This one ends last, and by its pipe alone.
trap '' HUP INT QUIT TERM

# Sets $identity to what tells a process from a later one with the same number, which is when it was started; to nothing
# if there is no such process. Where there is a /proc, no other program is run.
identify() {
  identity=
  if [ -r /proc/self/stat ]; then
    if read -r stat 2>/dev/null <"/proc/$1/stat"; then
      # The second field, the name in parentheses, may hold anything. Start time is field 22: the 20th after it.
      set -- ${stat##*) }
      identity=${20}
    fi
  else
    identity=$(ps -o lstart= -p "$1" | tr -d ' ')
  fi
}

workers=
while read -r operation pid; do
  case $operation in
    guard)
      identify "$pid"
      workers="$workers $pid:$identity"
      ;;
    release)
      kept=
      for worker in $workers; do
        case $worker in
          "$pid":*) ;;
          *) kept="$kept $worker" ;;
        esac
      done
      workers=$kept
      ;;
  esac
done

# The virtual machine is gone, or has closed the pool. The number of a worker that ended unseen may belong to somebody
# else by now: kill only what still is what it was.
for worker in $workers; do
  pid=${worker%%:*}
  identify "$pid"
  if [ -n "$identity" ] && [ "$worker" = "$pid:$identity" ]; then
    kill -9 "$pid"
  fi
done
