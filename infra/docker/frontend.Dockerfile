# The Studio alone: nginx with the files that the browser runs; it passes nothing on to anybody.
#   docker build -f infra/docker/frontend.Dockerfile -t vitrine-frontend .
ARG BASE=debian:bookworm-slim
# Of the stage that fetches packages; another one where that needs certificates of a proxy (images.sh).
ARG BUILD_BASE=${BASE}

FROM ${BUILD_BASE} AS build
RUN apt-get update -q >/dev/null \
  && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends ca-certificates nodejs npm >/dev/null
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
# Node comes with the packages: Debian's is too old for Angular. npm leaves out what is not for the Node that it runs on,
# so it fetches them once more on this one; Debian's npm finds its own parts by NODE_PATH.
RUN npm ci --ignore-scripts --no-audit --no-fund && cp node_modules/node-linux-*/bin/node /usr/local/bin/ \
  && NODE_PATH=/usr/share/nodejs npm ci --ignore-scripts --no-audit --no-fund
COPY web ./
COPY schema/openapi.yaml ../schema/
COPY samples/rich.json ../samples/
RUN npm run build && test -s dist/studio/browser/index.html

FROM ${BASE}
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Vitrine Studio" \
  org.opencontainers.image.description="The editing application of Vitrine" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.base.name="debian:bookworm-slim"
RUN apt-get update -q >/dev/null \
  && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends nginx-light >/dev/null \
  && rm -rf /var/lib/apt/lists/* /var/www/html /etc/nginx/sites-enabled \
  && mkdir -p /usr/share/sbom \
  && dpkg-query -W -f '${Package} ${Version} ${Architecture}\n' >/usr/share/sbom/packages.txt
COPY infra/docker/frontend.nginx.conf /etc/nginx/nginx.conf
COPY --from=build /src/web/dist/studio/browser/ /srv/studio/
USER 33:33
EXPOSE 8080
STOPSIGNAL SIGQUIT
# The base has bash, which can ask without another program.
HEALTHCHECK --interval=10s --timeout=4s --start-period=5s --retries=3 CMD ["/bin/bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200 '* ]]"]
ENTRYPOINT ["/usr/sbin/nginx", "-e", "stderr", "-g", "daemon off;"]
