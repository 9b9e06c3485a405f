FROM python:3.11-slim
WORKDIR /app
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY locales locales
COPY storage storage
RUN pip install --no-cache-dir -c constraints.txt '.[telegram]' \
    && useradd --system lotse \
    && install --directory --owner=lotse --mode=700 var
USER lotse
VOLUME /app/var
ENV LOTSE_HOST=0.0.0.0
EXPOSE 8080
CMD ["lotse", "run"]
