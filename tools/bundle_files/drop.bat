@echo off
setlocal
set "PROGRAM=%~dp0.venv\Scripts\dutygraph.exe"
if not exist "%PROGRAM%" (
    echo 还没有安装：请先双击运行 install.bat。
    pause
    exit /b 1
)
if "%~1"=="" (
    echo 请把清单文件（Word、Excel、PDF、网页或文本）拖到本文件的图标上。
    pause
    exit /b 2
)
:next
if "%~1"=="" exit /b 0
"%PROGRAM%" --lang zh view "%~1" -o "%~dpn1-页面.html"
if errorlevel 1 (
    pause
) else (
    start "" "%~dpn1-页面.html"
)
shift
goto next
