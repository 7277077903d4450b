# shellcheck shell=bash
# Sourced by scripts/services: how each server is prepared, started, asked and pointed to. What is called here and made
# elsewhere is there.

names=(postgres redis rabbitmq)
declare -A titles=([postgres]=PostgreSQL [redis]=Redis [rabbitmq]=RabbitMQ)
declare -A users=([postgres]=postgres [redis]=redis [rabbitmq]=rabbitmq)
declare -A ready_seconds_max=([postgres]=60 [redis]=60 [rabbitmq]=120)

postgres_port="${LUX_SERVICES_POSTGRES_PORT:-17432}"
redis_port="${LUX_SERVICES_REDIS_PORT:-17379}"
rabbitmq_port="${LUX_SERVICES_RABBITMQ_PORT:-17672}"

# Filled by scripts/services, which keeps them in its folder.
postgres_password='' owner_password='' lux_password='' redis_password='' rabbitmq_password=''

# PostgreSQL

ports_of_postgres() { echo "$postgres_port"; }

has_postgres() { postgres_program postgres >/dev/null && postgres_program psql >/dev/null; }

# Of the newest that is installed, or of the one that made the data that are there.
postgres_program() {
    local made_by='' candidate path
    [[ ! -r "$folder/postgres/version" ]] || made_by="$(<"$folder/postgres/version")"
    path="$(command -v postgres || true)"
    for candidate in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) ${path:+"${path%/*}"}; do
        if [[ -x "$candidate/$1" && (-z "$made_by" || "$(version_in "$candidate")" == "$made_by") ]]; then
            echo "$candidate/$1"
            return
        fi
    done
    [[ -z "$made_by" ]] || say "The data in $folder/postgres are of PostgreSQL $made_by, which is not installed." \
        "\`scripts/services down postgres --wipe\` deletes them."
    return 1
}

version_in() { "$1/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/'; }

prepare_postgres() {
    local place="$folder/postgres" home="$folder/postgres/home" initdb
    initdb="$(postgres_program initdb)"
    [[ ! -e "$home/data" ]] || return 0
    say "Making a PostgreSQL cluster in $home ..."
    rm -rf "$home/new"
    private postgres first-password <<<"$postgres_password"
    # In the order of bytes, as SQLite sorts.
    (as postgres "$initdb" -D "$home/new" -U postgres --pwfile="$home/first-password" --auth=scram-sha-256 \
        --encoding=UTF8 --locale=C >"$place/log" 2>&1) || refuse $fault "initdb failed:" "$(tail -n 5 "$place/log")"
    rm -f "$home/first-password"
    version_in "$(dirname -- "$initdb")" >"$place/version"
    mv "$home/new" "$home/data"
}

launch_postgres() {
    local program
    program="$(postgres_program postgres)"
    background postgres "$program" -D "$folder/postgres/home/data" -p "$postgres_port" \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 \
        -c fsync=on -c synchronous_commit=on -c full_page_writes=on -c password_encryption=scram-sha-256
}

answers_postgres() { [[ "$(psql_as postgres "$postgres_password" postgres <<<'SELECT 1' 2>/dev/null)" == 1 ]]; }

psql_as() {
    PGPASSWORD=$2 PGCONNECT_TIMEOUT=5 "$(postgres_program psql)" --no-psqlrc --no-password -qAt -v ON_ERROR_STOP=1 \
        "host=127.0.0.1 port=$(port_of postgres) user=$1 dbname=$3"
}

complete_postgres() {
    { postgres_roles && printf '%s\n' '\c lux' && postgres_rights; } | psql_as postgres "$postgres_password" postgres ||
        refuse $fault "The roles could not be made."
}

# One role owns the tables and migrates; the other, which serves, may read and write rows, and row-level security binds
# it. The owner may make databases, because tests take one each.
postgres_roles() {
    cat <<SQL
SELECT 'CREATE ROLE lux_owner' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lux_owner') \gexec
SELECT 'CREATE ROLE lux' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lux') \gexec
ALTER ROLE lux_owner LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD '$owner_password';
ALTER ROLE lux LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD '$lux_password';
SELECT 'CREATE DATABASE lux OWNER lux_owner' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'lux') \gexec
SQL
}

postgres_rights() {
    cat <<SQL
REVOKE ALL ON DATABASE lux FROM PUBLIC;
GRANT CONNECT ON DATABASE lux TO lux;
ALTER SCHEMA public OWNER TO lux_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO lux;
ALTER DEFAULT PRIVILEGES FOR ROLE lux_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO lux;
ALTER DEFAULT PRIVILEGES FOR ROLE lux_owner GRANT USAGE ON SEQUENCES TO lux;
SQL
}

settings_postgres() {
    local at
    at="127.0.0.1:$(port_of postgres)/lux"
    echo "export LUX_STORAGE_DATABASE='postgres://lux:$lux_password@$at'"
    echo "export LUX_STORAGE_MIGRATION_DATABASE='postgres://lux_owner:$owner_password@$at'"
}

container_postgres() {
    cat <<TEXT
docker run --detach --name lux-postgres --publish 127.0.0.1:$postgres_port:5432 \\
  --volume lux-postgres:/var/lib/postgresql/data \\
  --env POSTGRES_PASSWORD=$postgres_password --env POSTGRES_INITDB_ARGS='--encoding=UTF8 --locale=C' postgres:15
until docker exec lux-postgres pg_isready -qh 127.0.0.1; do sleep 0.2; done
docker exec --interactive lux-postgres psql -qU postgres <<'SQL'
$(postgres_roles)
\c lux
$(postgres_rights)
SQL
TEXT
}

# Redis

ports_of_redis() { echo "$redis_port"; }

has_redis() { command -v redis-server >/dev/null && command -v redis-cli >/dev/null; }

prepare_redis() {
    private redis redis.conf <<CONF
bind 127.0.0.1
port $redis_port
requirepass $redis_password
dir "$folder/redis/home"
appendonly yes
appendfsync everysec
save ""
# Streams that wait to be read must not be dropped to make room.
maxmemory-policy noeviction
CONF
}

launch_redis() { background redis "$(command -v redis-server)" "$folder/redis/home/redis.conf"; }

answers_redis() {
    local answer
    answer="$(REDISCLI_AUTH=$redis_password timeout 5 redis-cli -h 127.0.0.1 -p "$(port_of redis)" ping 2>/dev/null)" &&
        [[ "$answer" == PONG ]]
}

complete_redis() { :; }

settings_redis() { echo "export LUX_CACHE_REDIS='redis://default:$redis_password@127.0.0.1:$(port_of redis)/0'"; }

container_redis() {
    cat <<TEXT
docker run --detach --name lux-redis --publish 127.0.0.1:$redis_port:6379 --volume lux-redis:/data redis:7 \\
  redis-server --requirepass $redis_password --appendonly yes --appendfsync everysec --save '' \\
  --maxmemory-policy noeviction
TEXT
}

# RabbitMQ

# Its own, that of the Erlang node, and that of the port mapper by which nodes are found.
ports_of_rabbitmq() { echo "$rabbitmq_port $((rabbitmq_port + 1)) $((rabbitmq_port + 2))"; }

# Debian's command in PATH insists on root.
rabbitmq_program() {
    local candidate
    for candidate in /usr/lib/rabbitmq/bin/rabbitmq-server "$(command -v rabbitmq-server)"; do
        [[ ! -x "$candidate" ]] || { echo "$candidate" && return; }
    done
    return 1
}

has_rabbitmq() { rabbitmq_program >/dev/null && command -v epmd >/dev/null; }

prepare_rabbitmq() {
    private rabbitmq rabbitmq.conf <<CONF
listeners.tcp.1 = 127.0.0.1:$rabbitmq_port
default_vhost = lux
default_user = lux
default_pass = $rabbitmq_password
loopback_users.lux = true
CONF
    private rabbitmq enabled_plugins <<<'[].'
}

# Without a word about addresses, Erlang listens on all of them. The mapper would be started by the node and outlive it,
# so it is started first, and recorded. Busy waiting is for machines that do nothing else.
launch_rabbitmq() {
    local home="$folder/rabbitmq/home" node_port=$((rabbitmq_port + 1)) mapper_port=$((rabbitmq_port + 2)) mapper
    local erlang='-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none'
    mapper=(env -i "PATH=$PATH" LANG=C.UTF-8 "ERL_EPMD_ADDRESS=127.0.0.1" "ERL_EPMD_PORT=$mapper_port")
    background rabbitmq "${mapper[@]}" HOME="$home" \
        RABBITMQ_NODENAME=lux@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 "RABBITMQ_NODE_PORT=$rabbitmq_port" \
        "RABBITMQ_DIST_PORT=$node_port" RABBITMQ_CONF_ENV_FILE=/dev/null \
        "RABBITMQ_CONFIG_FILE=$home/rabbitmq" "RABBITMQ_ADVANCED_CONFIG_FILE=$home/none" \
        "RABBITMQ_ENABLED_PLUGINS_FILE=$home/enabled_plugins" "RABBITMQ_MNESIA_BASE=$home/mnesia" \
        "RABBITMQ_LOG_BASE=$home" RABBITMQ_LOGS=- \
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=$erlang" \
        "$(rabbitmq_program)"
    background rabbitmq "${mapper[@]}" "$(command -v epmd)"
}

# The protocol's first words get its first words back, as soon as clients are let in.
answers_rabbitmq() {
    local greeting first
    greeting="exec 3<>/dev/tcp/127.0.0.1/$(port_of rabbitmq) && printf 'AMQP\0\0\11\1' >&3"
    greeting+=" && head -c 1 <&3 | od -An -tu1"
    first="$(timeout 5 bash -c "$greeting" 2>/dev/null)" && [[ "${first// /}" == 1 ]]
}

# The script that starts the node stays its parent; were that killed, the node would be left.
complete_rabbitmq() {
    local script node children
    script="$(pid_of rabbitmq)"
    read -r -a children <"/proc/$script/task/$script/children" || true
    for node in "${children[@]}"; do
        grep -q "^$node " "$folder/rabbitmq/pids" || record rabbitmq "$node"
    done
}

settings_rabbitmq() { echo "export LUX_BUS_URL='amqp://lux:$rabbitmq_password@127.0.0.1:$(port_of rabbitmq)/lux'"; }

container_rabbitmq() {
    cat <<TEXT
docker run --detach --name lux-rabbitmq --hostname lux --publish 127.0.0.1:$rabbitmq_port:5672 \\
  --volume lux-rabbitmq:/var/lib/rabbitmq --env RABBITMQ_DEFAULT_USER=lux --env RABBITMQ_DEFAULT_VHOST=lux \\
  --env RABBITMQ_DEFAULT_PASS=$rabbitmq_password rabbitmq:3
TEXT
}
