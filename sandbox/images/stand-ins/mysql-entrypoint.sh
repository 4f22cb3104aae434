#!/bin/sh
# The start of the official image, as far as its variables go: the first start makes the database, later ones keep it.
set -eu
case "${1:-}" in "" | -*) set -- mysqld "$@" ;; esac
[ "$1" = mysqld ] || exec "$@"
as=""
if [ "$(id -u)" = 0 ]; then
  chown -R mysql:mysql /var/lib/mysql
  as=--user=mysql
  set -- "$@" "$as"
fi

quoted() { printf "'%s'" "$(printf %s "$1" | sed -e 's/\\/\\\\/g' -e "s/'/''/g")"; }
named() { printf '`%s`' "$(printf %s "$1" | sed -e 's/`/``/g')"; }

first() {
  # Without those that need no password.
  echo "DELETE FROM mysql.global_priv WHERE User = '' OR Host <> 'localhost';"
  echo "FLUSH PRIVILEGES;"
  echo "CREATE USER 'root'@'%' IDENTIFIED BY $(quoted "$MYSQL_ROOT_PASSWORD");"
  echo "GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;"
  echo "ALTER USER 'root'@'localhost' IDENTIFIED BY $(quoted "$MYSQL_ROOT_PASSWORD");"
  [ -z "${MYSQL_DATABASE:-}" ] || echo "CREATE DATABASE IF NOT EXISTS $(named "$MYSQL_DATABASE");"
  [ -z "${MYSQL_USER:-}" ] || {
    echo "CREATE USER $(quoted "$MYSQL_USER")@'%' IDENTIFIED BY $(quoted "${MYSQL_PASSWORD:-}");"
    [ -z "${MYSQL_DATABASE:-}" ] ||
      echo "GRANT ALL ON $(named "$MYSQL_DATABASE").* TO $(quoted "$MYSQL_USER")@'%';"
  }
}

# A start that was cut off half-way begins anew.
if [ ! -e /var/lib/mysql/.made ]; then
  if [ -z "${MYSQL_ROOT_PASSWORD:-}" ]; then
    echo "The database is not made: MYSQL_ROOT_PASSWORD is not set. Set it." >&2
    exit 1
  fi
  [ ! -d /var/lib/mysql/mysql ] || rm -rf /var/lib/mysql/mysql
  # --force: a pod's own name need not resolve.
  said=$(mariadb-install-db --datadir=/var/lib/mysql --auth-root-authentication-method=normal --skip-test-db --force $as 2>&1) || {
    echo "$said" >&2
    exit 1
  }
  # On standard input, so that no password is among the arguments of a process.
  first | mariadbd --bootstrap $as
  touch /var/lib/mysql/.made
fi
exec "$@"
