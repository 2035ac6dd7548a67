# Quiesce for a fleet: Kafka and ClickHouse are elsewhere, so chDB (540 MB) is left out.
FROM node:22-bookworm-slim AS build
WORKDIR /quiesce
COPY . .
# Binaries that tools need on this platform come as optional packages; chdb is the one that is not wanted.
RUN npm install --no-audit --no-fund && npm run build && npm uninstall --no-save chdb && npm prune --omit=dev && rm -rf node_modules/chdb node_modules/@chdb

FROM node:22-bookworm-slim
WORKDIR /quiesce
ENV NODE_ENV=production
COPY --from=build /quiesce/package.json ./
COPY --from=build /quiesce/node_modules node_modules
COPY --from=build /quiesce/dist dist
COPY --from=build /quiesce/bin bin
COPY --from=build /quiesce/schemas schemas
COPY --from=build /quiesce/libs/store/src/queries libs/store/src/queries
# A new volume takes its owner from what it covers: the collector keeps its checkpoints here.
RUN mkdir /state && chown node:node /state
USER node
EXPOSE 4080
ENTRYPOINT ["node", "/quiesce/bin/quiesce.js"]
CMD ["start"]
