# The first image builds `dist/rekey` (see .ci/build.ts). It brings npx, and pnpm brings the Node
# that Rekey needs.
FROM node:24-bookworm-slim AS build
WORKDIR /source
COPY . .
RUN npx pnpm@12 build

# The second one has glibc, libstdc++, certificates and time zones. It has no shell and no packages.
FROM gcr.io/distroless/cc-debian12
COPY --from=build /source/dist/rekey /rekey
WORKDIR /rekey
# DATABASE_URL and SECRET_KEYS have to be set, so nothing is written, and any user can run it.
ENV HOST=0.0.0.0 PORT=3000 DATA_DIR=/nonexistent NODE_ENV=production
USER 65532:65532
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["/rekey/bin/node", "apps/api/src/healthcheck.ts"]
ENTRYPOINT ["/rekey/bin/node"]
CMD ["apps/api/src/server.ts"]
