"""Exit status 0 if the server at the given address answers, for PostgreSQL and Redis."""

import sys

url = sys.argv[1]
if url.startswith("redis"):
    import redis

    redis.Redis.from_url(url, socket_connect_timeout=2).ping()
else:
    import psycopg

    psycopg.connect(url, connect_timeout=2).close()
