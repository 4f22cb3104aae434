# The proxy before hub and notebooks.
FROM docker.io/library/node:20-bookworm-slim
RUN npm install --global --no-audit --no-fund configurable-http-proxy@4.6.3
USER 1000:1000
CMD ["configurable-http-proxy"]
