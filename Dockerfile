FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/app/.venv/bin:$PATH
WORKDIR /app

# First what changes rarely: the same set-up as everywhere, from the same hashed lock.
COPY requirements.txt manage.py ./
COPY config/bootstrap.py config/
RUN python3 config/bootstrap.py && rm -rf .venv/uv /root/.cache

COPY . .
# Names with a hash of their content, and compressed once here: browsers may keep them for ever.
RUN RELAZIONI_STATE=/tmp/build RELAZIONI_BUILT_STATIC=1 python manage.py collectstatic --noinput -v 0 \
    && rm -rf /tmp/build

RUN useradd --uid 10001 --create-home office && install -d -o office /data
USER office
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--blocking-threads", "4", "--no-ws", "config.wsgi:application"]
