"""The page of the API's own document, whose parts come with us: nothing is fetched from elsewhere."""

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.staticfiles import StaticFiles

PARTS = "/docs/parts"


def add_pages(app: FastAPI) -> None:
    """Serve the document's page at /docs, and lead there from the beginning."""
    app.mount(PARTS, StaticFiles(packages=[("fastapi_swagger", "resources")]))

    @app.get("/docs", include_in_schema=False)
    async def page() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url=str(app.openapi_url),
            title="Sundial's API",
            swagger_js_url=f"{PARTS}/swagger-ui-bundle.js",
            swagger_css_url=f"{PARTS}/swagger-ui.css",
            swagger_favicon_url=f"{PARTS}/favicon-32x32.png",
            swagger_ui_parameters={"filter": True, "displayRequestDuration": True},
        )

    @app.get("/", include_in_schema=False)
    async def beginning() -> RedirectResponse:
        return RedirectResponse("/docs")
