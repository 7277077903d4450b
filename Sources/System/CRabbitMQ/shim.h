#ifndef LUX_CRABBITMQ_SHIM_H
#define LUX_CRABBITMQ_SHIM_H
#include <sys/time.h>

#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>

// Variadic, which Swift does not import.
static inline amqp_rpc_reply_t lux_amqp_login(
    amqp_connection_state_t state, const char *vhost, int heartbeat_seconds,
    const amqp_table_t *properties, const char *user, const char *password) {
    return amqp_login_with_properties(
        state, vhost, AMQP_DEFAULT_MAX_CHANNELS, AMQP_DEFAULT_FRAME_SIZE, heartbeat_seconds, properties,
        AMQP_SASL_METHOD_PLAIN, user, password);
}
#endif
