@echo off
rem Starts Palimpsest. PALIMPSEST_JAVA_OPTS adds options to the Java machine, JAVA_HOME chooses it.
setlocal
set "HOME_DIR=%~dp0.."
rem libtorch would print warnings about itself between the lines of a command's output.
if not defined TORCH_CPP_LOG_LEVEL set "TORCH_CPP_LOG_LEVEL=ERROR"
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
rem Selective scans are several times faster with Java's vector instructions, which it loads on demand only.
set "VECTOR="
for %%c in (detect run worker train test compare bench parity verify) do if "%~1"=="%%c" "%JAVA%" --list-modules 2>nul | findstr /b "jdk.incubator.vector" >nul && set "VECTOR=--add-modules=jdk.incubator.vector"
"%JAVA%" %VECTOR% %PALIMPSEST_JAVA_OPTS% "-Dpalimpsest.home=%HOME_DIR%" -jar "%HOME_DIR%\lib\palimpsest.jar" %*
exit /b %ERRORLEVEL%
