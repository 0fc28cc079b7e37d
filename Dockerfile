# One binary and nothing else of ours; the data folder is /data.
# Nobody has built this image on the machine where the tests run: it has no
# container engine. The build inside is the one of the README.
FROM rust:1.95-bookworm AS build
WORKDIR /source
COPY . .
RUN cargo build --release --locked --bin obuka

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /data obuka
COPY --from=build /source/target/release/obuka /usr/local/bin/obuka
USER obuka
ENV OBUKA_DATA=/data \
    OBUKA_APP_LISTEN=0.0.0.0:8080 \
    OBUKA_CONTENT_LISTEN=0.0.0.0:8081
VOLUME /data
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD curl -fsS http://127.0.0.1:8080/health
CMD ["obuka", "serve"]
