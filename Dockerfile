# The command and what it needs, without Kafka's broker, tests and sources:  docker build -t controlfeed:0.1.0 .
FROM maven:3.9.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/m2 \
    mvn -B -ntp -Dmaven.repo.local=/m2 -Dgates=off package -pl 'cli,!feed-tck,!confluent-oracle' -am

FROM eclipse-temurin:21.0.5_11-jre-noble
RUN groupadd --system --gid 10001 controlfeed \
    && useradd --system --uid 10001 --gid controlfeed --home-dir /data --shell /usr/sbin/nologin controlfeed \
    && install -d -o controlfeed -g controlfeed /data /artifacts
COPY deploy/image/ /usr/local/bin/
COPY --from=build /src/cli/target/controlfeed/lib /opt/controlfeed/lib
ENV LC_ALL=C.UTF-8
USER controlfeed
WORKDIR /data
VOLUME ["/data", "/artifacts"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["controlfeed-health"]
ENTRYPOINT ["controlfeed"]
CMD ["help"]
