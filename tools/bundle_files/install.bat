@echo off
setlocal
cd /d "%~dp0"
title dutygraph 安装
set "PYTHON=python"
where py >nul 2>nul && set "PYTHON=py -3"
%PYTHON% -c "import sys; sys.exit(not ((@OLDEST@) <= sys.version_info[:2] <= (@NEWEST@) and sys.maxsize > 2**32))" >nul 2>nul
if errorlevel 1 (
    echo 没有找到 64 位的 Python @OLDEST_DOTTED@ 至 @NEWEST_DOTTED@。
    echo 请先在能上网的电脑上从 python.org 下载 Windows installer ^(64-bit^)，拷到本机安装，
    echo 安装时勾选 Add python.exe to PATH，然后重新运行本文件。
    pause
    exit /b 1
)
echo 正在安装，约需一分钟，不需要网络……
%PYTHON% -m venv .venv
if errorlevel 1 goto failed
.venv\Scripts\python -m pip install --disable-pip-version-check --no-index --find-links wheels --require-hashes -r requirements.txt
if errorlevel 1 goto failed
.venv\Scripts\dutygraph --version
if errorlevel 1 goto failed
echo.
echo 安装完成。把清单文件（Word、Excel、PDF、网页或文本）拖到“拖放文件生成页面.bat”上即可。
echo 其他用法见“使用说明.txt”。请不要移动本文件夹；移动后请重新运行本文件。
pause
exit /b 0

:failed
echo.
echo 安装没有完成。请把上面的文字发给技术人员。
pause
exit /b 1
